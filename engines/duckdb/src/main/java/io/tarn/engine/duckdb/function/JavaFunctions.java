package io.tarn.engine.duckdb.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All functions in Java. */
public final class JavaFunctions {
  private static final List<JavaFunction> ALL = all();

  private JavaFunctions() {}

  private static List<JavaFunction> all() {
    List<JavaFunction> functions = new ArrayList<>();
    NumberFunctions.addTo(functions);
    TextFunctions.addTo(functions);
    TimeFunctions.addTo(functions);
    BinaryFunctions.addTo(functions);
    RegexFunctions.addTo(functions);
    JsonFunctions.addTo(functions);
    JsonCasts.addTo(functions);
    StatisticsFunctions.addTo(functions);
    return List.copyOf(functions);
  }

  /** Makes them known to all connections of the connection's instance. */
  public static void register(Connection connection) throws SQLException {
    for (JavaFunction function : ALL) {
      function.register(connection);
    }
  }
}
