package io.tarn.engine.duckdb.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * A scalar function in Java. Gives NULL if an argument is NULL, without being called. Must be
 * thread-safe and give the same for the same arguments.
 */
final class JavaFunction {
  /** What it computes; the arguments are Long, Double, Float, Boolean or String, none is null. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Object[] arguments);
  }

  private final String name;
  private final List<DuckDBColumnType> parameters;
  private final DuckDBColumnType result;
  private final Body body;

  private JavaFunction(
      String name, List<DuckDBColumnType> parameters, DuckDBColumnType result, Body body) {
    this.name = name;
    this.parameters = parameters;
    this.result = result;
    this.body = body;
  }

  /**
   * @param signature as {@code tarn_x(VARCHAR, BIGINT) DOUBLE}, with DuckDB's names of types
   */
  static JavaFunction of(String signature, Body body) {
    int open = signature.indexOf('(');
    int close = signature.indexOf(')');
    List<DuckDBColumnType> parameters = new ArrayList<>();
    for (String type : List.of(signature.substring(open + 1, close).split(", *", -1))) {
      parameters.add(DuckDBColumnType.valueOf(type));
    }
    return new JavaFunction(
        signature.substring(0, open),
        List.copyOf(parameters),
        DuckDBColumnType.valueOf(signature.substring(close + 1).strip()),
        body);
  }

  void register(Connection connection) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(name);
      for (DuckDBColumnType parameter : parameters) {
        builder.withParameter(parameter);
      }
      builder.withReturnType(result).withVectorizedFunction(this::apply);
      Objects.requireNonNull(builder.register(connection));
    }
  }

  private void apply(DuckDBDataChunkReader input, DuckDBWritableVector output) {
    int width = parameters.size();
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[width];
    for (int i = 0; i < width; i++) {
      vectors[i] = input.vector(i);
    }
    Object[] arguments = new Object[width];
    long rows = input.rowCount();
    for (long row = 0; row < rows; row++) {
      boolean missing = false;
      for (int i = 0; i < width && !missing; i++) {
        missing = vectors[i].isNull(row);
        if (!missing) {
          arguments[i] = read(vectors[i], parameters.get(i), row);
        }
      }
      Object value = missing ? null : body.apply(arguments);
      write(output, row, value);
    }
  }

  private static Object read(DuckDBReadableVector vector, DuckDBColumnType type, long row) {
    return switch (type) {
      case BOOLEAN -> vector.getBoolean(row);
      case INTEGER -> (long) vector.getInt(row);
      case BIGINT -> vector.getLong(row);
      case FLOAT -> vector.getFloat(row);
      case DOUBLE -> vector.getDouble(row);
      case VARCHAR -> vector.getString(row);
      default -> throw new IllegalStateException(type.toString());
    };
  }

  private void write(DuckDBWritableVector vector, long row, @Nullable Object value) {
    switch (value) {
      case null -> vector.setNull(row);
      case Boolean truth -> vector.setBoolean(row, truth);
      case Long whole when result == DuckDBColumnType.INTEGER ->
          vector.setInt(row, Math.toIntExact(whole));
      case Long whole -> vector.setLong(row, whole);
      case Float real -> vector.setFloat(row, real);
      case Double number -> vector.setDouble(row, number);
      case String text -> vector.setString(row, text);
      default -> throw new IllegalStateException(name + " gave " + value.getClass());
    }
  }
}
