package io.tarn.catalog.browse;

import io.tarn.catalog.BucketsConfig;
import io.tarn.kernel.TableName;
import io.tarn.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The lists of databases and tables, from PostgreSQL alone. Thread-safe. */
@ApplicationScoped
public class Listing {
  private static final int CANDIDATES = 1000;

  private static final String DATABASES =
      """
      SELECT d.namespace,
        (SELECT property_value FROM iceberg_namespace_properties p
         WHERE p.catalog_name = d.catalog_name AND p.namespace = d.namespace
           AND p.property_key = 'comment') AS comment,
        (SELECT property_value FROM iceberg_namespace_properties p
         WHERE p.catalog_name = d.catalog_name AND p.namespace = d.namespace
           AND p.property_key = 'location') AS location,
        (SELECT count(*) FROM iceberg_tables t
         WHERE t.catalog_name = d.catalog_name AND t.table_namespace = d.namespace) AS tables
      FROM iceberg_namespace_properties d
      WHERE d.catalog_name = 'tarn' AND d.property_key = 'exists'
      """;

  private final Jdbi jdbi;
  private final BucketsConfig config;

  Listing(Jdbi jdbi, BucketsConfig config) {
    this.jdbi = jdbi;
    this.config = config;
  }

  /** One more than asked for, if there are more. */
  List<DatabaseSummary> databases(PageRequest page) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DATABASES
                        + " AND d.namespace > coalesce(:after, '') ORDER BY d.namespace LIMIT :limit")
                .bind("after", page.after())
                .bind("limit", page.limit() + 1)
                .map((row, context) -> database(row))
                .list());
  }

  Optional<DatabaseSummary> database(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DATABASES + " AND d.namespace = :name")
                .bind("name", name)
                .map((row, context) -> database(row))
                .findOne());
  }

  /** One more than asked for, if there are more. */
  List<TableSummary> tables(String database, PageRequest page) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM iceberg_tables"
                        + " WHERE catalog_name = 'tarn' AND table_namespace = :database"
                        + " AND table_name > coalesce(:after, '') ORDER BY table_name LIMIT :limit")
                .bind("database", database)
                .bind("after", page.after())
                .bind("limit", page.limit() + 1)
                .map((row, context) -> table(row))
                .list());
  }

  Optional<TableSummary> table(TableName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM iceberg_tables WHERE catalog_name = 'tarn'"
                        + " AND table_namespace = :database AND table_name = :table")
                .bind("database", name.database())
                .bind("table", name.table())
                .map((row, context) -> table(row))
                .findOne());
  }

  /** Names of databases that are about as long. */
  List<String> databasesLike(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT namespace FROM iceberg_namespace_properties"
                        + " WHERE catalog_name = 'tarn' AND property_key = 'exists'"
                        + " ORDER BY abs(length(namespace) - :length) LIMIT :limit")
                .bind("length", name.length())
                .bind("limit", CANDIDATES)
                .mapTo(String.class)
                .list());
  }

  /** Names of the database's tables that are about as long. */
  List<String> tablesLike(TableName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT table_name FROM iceberg_tables"
                        + " WHERE catalog_name = 'tarn' AND table_namespace = :database"
                        + " ORDER BY abs(length(table_name) - :length) LIMIT :limit")
                .bind("database", name.database())
                .bind("length", name.table().length())
                .bind("limit", CANDIDATES)
                .mapTo(String.class)
                .list());
  }

  private DatabaseSummary database(ResultSet row) throws SQLException {
    String name = row.getString("namespace");
    String location = row.getString("location");
    return new DatabaseSummary(
        name,
        row.getString("comment"),
        row.getLong("tables"),
        location == null ? "s3://" + config.curated() + "/" + name : location);
  }

  private static TableSummary table(ResultSet row) throws SQLException {
    boolean view = "VIEW".equals(row.getString("iceberg_type"));
    Long snapshotId = row.getObject("snapshot_id", Long.class);
    Timestamp changed = row.getTimestamp(view ? "changed_at" : "created_at");
    Timestamp snapshotAt = row.getTimestamp("snapshot_at");
    return new TableSummary(
        row.getString("table_namespace"),
        row.getString("table_name"),
        view ? "view" : "table",
        "iceberg",
        row.getString("comment"),
        row.getString("origin"),
        row.getObject("row_count", Long.class),
        row.getObject("byte_count", Long.class),
        row.getObject("file_count", Long.class),
        snapshotId == null ? null : Long.toString(snapshotId),
        row.getTimestamp("created_at").toInstant(),
        (snapshotAt == null ? changed : snapshotAt).toInstant());
  }
}
