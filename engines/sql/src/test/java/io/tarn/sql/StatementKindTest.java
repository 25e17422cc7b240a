package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement is, and what right it needs, is known before anything is looked up. */
class StatementKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1                                               | DML     | READ
          TABLE orders                                           | DML     | READ
          VALUES 1, 2                                            | DML     | READ
          WITH a AS (SELECT 1 x) SELECT * FROM a                 | DML     | READ
          (SELECT 1) UNION (SELECT 2)                            | DML     | READ
          SHOW TABLES                                            | UTILITY | READ
          SHOW SCHEMAS                                           | UTILITY | READ
          SHOW CATALOGS                                          | UTILITY | READ
          SHOW COLUMNS FROM orders                               | UTILITY | READ
          DESCRIBE orders                                        | UTILITY | READ
          SHOW FUNCTIONS                                         | UTILITY | READ
          SHOW CREATE TABLE orders                               | UTILITY | READ
          EXPLAIN SELECT 1                                       | UTILITY | READ
          EXPLAIN DELETE FROM orders                             | UTILITY | READ
          EXPLAIN ANALYZE SELECT 1                               | UTILITY | READ
          EXPLAIN ANALYZE DELETE FROM orders                     | UTILITY | WRITE
          INSERT INTO orders SELECT * FROM orders                | DML     | WRITE
          UPDATE orders SET id = 1                               | DML     | WRITE
          DELETE FROM orders                                     | DML     | WRITE
          MERGE INTO orders o USING orders s ON o.id = s.id WHEN MATCHED THEN DELETE | DML | WRITE
          CREATE TABLE t (a bigint)                              | DDL     | WRITE
          CREATE TABLE t AS SELECT 1 a                           | DDL     | WRITE
          CREATE VIEW v AS SELECT 1 a                            | DDL     | WRITE
          CREATE SCHEMA s                                        | DDL     | WRITE
          DROP TABLE orders                                      | DDL     | WRITE
          DROP VIEW v                                            | DDL     | WRITE
          ALTER TABLE orders RENAME TO bestellungen              | DDL     | WRITE
          ALTER TABLE orders DROP COLUMN day                     | DDL     | WRITE
          TRUNCATE TABLE orders                                  | DDL     | WRITE
          ANALYZE orders                                         | DDL     | WRITE
          CALL system.anything()                                 | DDL     | WRITE
          SET SESSION a = 1                                      | DDL     | WRITE
          START TRANSACTION                                      | DDL     | WRITE
          PREPARE p FROM SELECT 1                                | DDL     | WRITE
          DROP SCHEMA shop                                       | DDL     | ADMINISTER
          GRANT SELECT ON orders TO ann                          | DDL     | ADMINISTER
          REVOKE SELECT ON orders FROM ann                       | DDL     | ADMINISTER
          CREATE ROLE r                                          | DDL     | ADMINISTER
          SET ROLE ALL                                           | DDL     | ADMINISTER
          """)
  void knowsKindAndRight(String sql, StatementType type, Access access) {
    ParsedStatement statement = Shop.parse(sql);
    assertThat(statement.type()).isEqualTo(type);
    assertThat(statement.access()).isEqualTo(access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DROP TABLE orders                                | DROP TABLE is not supported
          DELETE FROM orders                               | DELETE is not supported
          INSERT INTO orders SELECT 1                      | INSERT is not supported
          CREATE TABLE t AS SELECT 1 a                     | CREATE TABLE AS SELECT is not supported
          GRANT SELECT ON orders TO ann                    | GRANT is not supported
          SET SESSION a = 1                                | SET SESSION is not supported
          PREPARE p FROM SELECT 1                          | PREPARE is not supported
          EXPLAIN SELECT 1                                 | EXPLAIN is not supported
          """)
  void refusesByNameWhatItDoesNotTranslate(String sql, String detail) {
    assertThatThrownBy(() -> Shop.plan(sql))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
              assertThat(problem.detail()).isEqualTo("line 1:1: " + detail);
            });
  }

  @Test
  void knowsItsTablesInOrderOfMention() {
    ParsedStatement statement =
        Shop.parse(
            """
            WITH orders AS (SELECT * FROM archive.orders)
            SELECT * FROM orders JOIN customers ON true
            WHERE id IN (SELECT id FROM tarn.other.things) AND EXISTS (SELECT 1 FROM customers)
            """);
    assertThat(statement.tables("shop"))
        .containsExactly(
            new TableName("archive", "orders"),
            new TableName("shop", "customers"),
            new TableName("other", "things"));
  }

  @Test
  void namesOfAWithQueryInsideAreTablesOutside() {
    assertThat(
            Shop.parse("SELECT * FROM (WITH a AS (SELECT 1 x) SELECT * FROM a), a").tables("shop"))
        .containsExactly(new TableName("shop", "a"));
  }
}
