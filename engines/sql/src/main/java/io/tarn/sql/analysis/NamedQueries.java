package io.tarn.sql.analysis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The WITH queries that can be seen at a point of the statement, by their folded names. */
final class NamedQueries {
  static final NamedQueries NONE = new NamedQueries(null);

  private final @Nullable NamedQueries outer;
  private final Map<String, Definition> definitions = new HashMap<>();

  NamedQueries(@Nullable NamedQueries outer) {
    this.outer = outer;
  }

  /**
   * @param number its number in the statement
   * @param relation what it gives, with its own symbols
   */
  record Definition(int number, Relation relation) {}

  boolean defines(String name) {
    return definitions.containsKey(name.toLowerCase(Locale.ROOT));
  }

  void define(String name, Definition definition) {
    definitions.put(name.toLowerCase(Locale.ROOT), definition);
  }

  @Nullable Definition find(String name) {
    Definition definition = definitions.get(name.toLowerCase(Locale.ROOT));
    return definition != null || outer == null ? definition : outer.find(name);
  }
}
