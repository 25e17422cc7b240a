package io.tarn.catalog.iceberg;

import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.jdbi.v3.core.Handle;

/** The rows of databases, as parts of transactions. */
final class DatabaseRows {
  private DatabaseRows() {}

  /**
   * Keeps a database from being removed until the transaction has ended.
   *
   * @throws NoSuchNamespaceException if it does not exist
   */
  static void hold(Handle transaction, String database) {
    boolean exists =
        transaction
            .createQuery(
                "SELECT 1 FROM iceberg_namespace_properties WHERE catalog_name = :catalog"
                    + " AND namespace = :database AND property_key = 'exists' FOR KEY SHARE")
            .bind("catalog", Pointers.CATALOG)
            .bind("database", database)
            .mapTo(int.class)
            .findOne()
            .isPresent();
    if (!exists) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", database);
    }
  }

  /**
   * Removes a database; false if there is none.
   *
   * @throws NamespaceNotEmptyException if a table or view is in it
   */
  static boolean drop(Handle transaction, String database) {
    transaction
        .createQuery(
            "SELECT property_key FROM iceberg_namespace_properties"
                + " WHERE catalog_name = :catalog AND namespace = :database FOR UPDATE")
        .bind("catalog", Pointers.CATALOG)
        .bind("database", database)
        .mapTo(String.class)
        .list();
    long tables =
        transaction
            .createQuery(
                "SELECT count(*) FROM iceberg_tables"
                    + " WHERE catalog_name = :catalog AND table_namespace = :database")
            .bind("catalog", Pointers.CATALOG)
            .bind("database", database)
            .mapTo(long.class)
            .one();
    if (tables > 0) {
      throw new NamespaceNotEmptyException(
          "Database %s is not empty: it has %d tables or views", database, tables);
    }
    return transaction
            .createUpdate(
                "DELETE FROM iceberg_namespace_properties"
                    + " WHERE catalog_name = :catalog AND namespace = :database")
            .bind("catalog", Pointers.CATALOG)
            .bind("database", database)
            .execute()
        > 0;
  }
}
