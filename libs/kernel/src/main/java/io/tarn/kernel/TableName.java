package io.tarn.kernel;

/**
 * A table's full name, both parts folded.
 *
 * @param database the database's name
 * @param table the table's name
 */
public record TableName(String database, String table) {
  public TableName {
    database = Names.fold("database", database);
    table = Names.fold("table", table);
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
