package io.tarn.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Who may make roles, databases and schemas on a PostgreSQL: a superuser, or a role with CREATEROLE
 * and CREATEDB.
 *
 * @param serverUrl JDBC address up to the slash before a database's name
 * @param parameters what follows the database's name in JDBC addresses, as {@code
 *     ?sslmode=verify-full}; empty for nothing
 */
public record PostgresAdministrator(
    String serverUrl, String parameters, String user, String password) {
  private static final String PREFIX = "jdbc:postgresql://";

  /**
   * The administrator of the server that holds a database.
   *
   * @param databaseUrl its JDBC address, as {@code jdbc:postgresql://host:5432/tarn?ssl=true}
   */
  public static PostgresAdministrator of(String databaseUrl, String user, String password) {
    int slash = databaseUrl.indexOf('/', PREFIX.length());
    if (!databaseUrl.startsWith(PREFIX) || slash < 0) {
      throw new EmbeddedServerException(
          "'%s' is no address of a database: write jdbc:postgresql://host:5432/tarn."
              .formatted(databaseUrl));
    }
    int query = databaseUrl.indexOf('?', slash);
    return new PostgresAdministrator(
        databaseUrl.substring(0, slash + 1),
        query < 0 ? "" : databaseUrl.substring(query),
        user,
        password);
  }

  /** The name of the database in a JDBC address. */
  public static String database(String databaseUrl) {
    int query = databaseUrl.indexOf('?');
    String plain = query < 0 ? databaseUrl : databaseUrl.substring(0, query);
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(serverUrl + database + parameters, user, password);
  }

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "PostgresAdministrator[" + user + " at " + serverUrl + "]";
  }
}
