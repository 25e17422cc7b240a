package io.tarn.catalog.iceberg;

import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * The names that clients send, as the lake has them: one level of namespaces, which are databases;
 * lower case. What is looked up under a name that no table can have is simply not there.
 */
final class Identifiers {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private Identifiers() {}

  /**
   * The namespace to be made.
   *
   * @throws BadRequestException if a namespace may not have this name
   */
  static Namespace created(Namespace namespace) {
    if (namespace.length() != 1) {
      throw new BadRequestException(
          "Namespaces have one level here, the database: '%s' has %d.",
          namespace, namespace.length());
    }
    return Namespace.of(fold("database", namespace.level(0)));
  }

  /**
   * The table or view to be made.
   *
   * @throws BadRequestException if a table may not have this name
   */
  static String created(String table) {
    return fold("table", table);
  }

  static TableIdentifier created(TableIdentifier identifier) {
    return TableIdentifier.of(created(identifier.namespace()), created(identifier.name()));
  }

  /** The namespace to be looked up: folded, or as it was sent if none can have this name. */
  static Namespace existing(Namespace namespace) {
    return isPlain(namespace)
        ? Namespace.of(Names.fold("database", namespace.level(0)))
        : namespace;
  }

  static TableIdentifier existing(Namespace namespace, String table) {
    Namespace folded = existing(namespace);
    return PLAIN.matcher(table).matches()
        ? TableIdentifier.of(folded, Names.fold("table", table))
        : TableIdentifier.of(folded, table);
  }

  static TableIdentifier existing(TableIdentifier identifier) {
    return existing(identifier.namespace(), identifier.name());
  }

  /** Whether a table can have this name; the name must have been folded. */
  static boolean isPlain(TableIdentifier identifier) {
    return isPlain(identifier.namespace()) && PLAIN.matcher(identifier.name()).matches();
  }

  static boolean isPlain(Namespace namespace) {
    return namespace.length() == 1 && PLAIN.matcher(namespace.level(0)).matches();
  }

  static TableName name(TableIdentifier identifier) {
    return new TableName(identifier.namespace().level(0), identifier.name());
  }

  static TableIdentifier of(TableName name) {
    return TableIdentifier.of(name.database(), name.table());
  }

  private static String fold(String what, String name) {
    try {
      return Names.fold(what, name);
    } catch (ProblemException e) {
      throw new BadRequestException(e, "%s", e.detail());
    }
  }
}
