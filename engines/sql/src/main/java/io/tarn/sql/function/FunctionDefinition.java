package io.tarn.sql.function;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One signature of one function, and how engines write it. Built while the {@link FunctionTable} is
 * made, unchanged after that.
 */
public final class FunctionDefinition {
  private final FunctionKind kind;
  private final Signature signature;
  private final Map<String, ToIntFunction<Map<String, Integer>>> numbers = new HashMap<>();
  private final Set<String> comparable = new HashSet<>();
  private final Set<String> orderable = new HashSet<>();
  private boolean repeatable = true;
  private @Nullable Form duckdb;
  private @Nullable Form after;

  FunctionDefinition(FunctionKind kind, String signature) {
    this.kind = kind;
    this.signature = SignatureText.parse(signature);
  }

  /** A number variable of the result, computed from those of the arguments. */
  FunctionDefinition number(String name, ToIntFunction<Map<String, Integer>> rule) {
    numbers.put(name, rule);
    return this;
  }

  /** The type variables must be comparable. */
  FunctionDefinition comparable(String... variables) {
    comparable.addAll(Set.of(variables));
    return this;
  }

  /** The type variables must be orderable. */
  FunctionDefinition orderable(String... variables) {
    orderable.addAll(Set.of(variables));
    return this;
  }

  /** The same arguments may give another result. */
  FunctionDefinition unrepeatable() {
    repeatable = false;
    return this;
  }

  FunctionDefinition duckdb(String template) {
    return duckdb(Form.of(template));
  }

  FunctionDefinition duckdb(Form form) {
    duckdb = form;
    return this;
  }

  /** For aggregates: what becomes of the engine's own result, which is {@code $1}. */
  FunctionDefinition after(String template) {
    return after(Form.of(template));
  }

  FunctionDefinition after(Form form) {
    after = form;
    return this;
  }

  public String name() {
    return signature.name().toLowerCase(Locale.ROOT);
  }

  public FunctionKind kind() {
    return kind;
  }

  public boolean repeatable() {
    return repeatable;
  }

  /** How DuckDB writes it; null if it has nothing of the same meaning. */
  public @Nullable Form duckdb() {
    return duckdb;
  }

  /** What DuckDB does with the aggregate's own result, null if nothing. */
  public @Nullable Form after() {
    return after;
  }

  Signature signature() {
    return signature;
  }

  Map<String, ToIntFunction<Map<String, Integer>>> numbers() {
    return numbers;
  }

  Set<String> comparable() {
    return comparable;
  }

  Set<String> orderable() {
    return orderable;
  }

  @Override
  public String toString() {
    return signature.toString();
  }
}
