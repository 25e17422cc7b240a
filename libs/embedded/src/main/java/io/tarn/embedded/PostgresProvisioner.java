package io.tarn.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Makes databases, roles and schemas; doing it again changes nothing but the passwords. */
final class PostgresProvisioner {
  private final PostgresAdministrator administrator;

  PostgresProvisioner(PostgresAdministrator administrator) {
    this.administrator = administrator;
  }

  void provision(String database, Map<String, String> passwords) throws SQLException {
    Map<String, String> sorted = new TreeMap<>(passwords);
    try (Connection connection = administrator.connect("postgres");
        Statement statement = connection.createStatement()) {
      for (var role : sorted.entrySet()) {
        boolean known =
            exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role.getKey());
        statement.execute(
            "%s ROLE %s LOGIN PASSWORD %s"
                .formatted(
                    known ? "ALTER" : "CREATE",
                    statement.enquoteIdentifier(role.getKey(), true),
                    statement.enquoteLiteral(role.getValue())));
        // one who is no superuser gives a schema only to a role that he may become
        if (!isSuperuser(connection)) {
          statement.execute(
              "GRANT %s TO CURRENT_USER"
                  .formatted(statement.enquoteIdentifier(role.getKey(), true)));
        }
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
        statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(database, true));
      }
    }
    try (Connection connection = administrator.connect(database);
        Statement statement = connection.createStatement()) {
      String quotedDatabase = statement.enquoteIdentifier(database, true);
      statement.execute("REVOKE ALL ON DATABASE " + quotedDatabase + " FROM PUBLIC");
      statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
      for (String role : sorted.keySet()) {
        String quoted = statement.enquoteIdentifier(role, true);
        statement.execute(
            "GRANT CONNECT, TEMPORARY ON DATABASE " + quotedDatabase + " TO " + quoted);
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + quoted + " AUTHORIZATION " + quoted);
        statement.execute(
            "ALTER ROLE %s IN DATABASE %s SET search_path = %s"
                .formatted(quoted, quotedDatabase, quoted));
      }
    }
  }

  private static boolean isSuperuser(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
