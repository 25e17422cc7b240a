package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables and columns names mean, and what the answer's columns are called. */
class NamesInStatementsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "ORDERS",
        "\"Orders\"",
        "shop.orders",
        "Shop.\"ORDERS\"",
        "awsdatacatalog.shop.orders",
        "AwsDataCatalog.shop.orders",
        "tarn.shop.orders"
      })
  void tablesHaveOneToThreePartsInAnyCase(String name) {
    AnalysedQuery query = Shop.plan("SELECT id FROM " + name);
    assertThat(query.tables()).singleElement().extracting("name").hasToString("shop.orders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT ID FROM orders                                        | ID
          SELECT "iD" FROM orders                                      | iD
          SELECT orders.id FROM orders                                 | id
          SELECT shop.orders.id FROM orders                            | id
          SELECT tarn.shop.orders.id FROM orders                       | _refused
          SELECT awsdatacatalog.shop.orders.id FROM orders             | id
          SELECT o.id FROM orders o                                    | id
          SELECT O.ID FROM orders AS o                                 | ID
          SELECT id + 1 FROM orders                                    | _col0
          SELECT 1, id, 2 FROM orders                                  | _col0,id,_col2
          SELECT id AS "My Id", id mine FROM orders                    | My Id,mine
          SELECT "이름" FROM customers                                   | 이름
          SELECT count(*), sum(id) FROM orders                         | _col0,_col1
          SELECT address.city, address FROM orders                     | city,address
          SELECT CAST(id AS varchar) FROM orders                       | _col0
          SELECT * FROM customers                                      | id,name,이름,city
          SELECT c.*, 1 FROM customers c                               | id,name,이름,city,_col4
          SELECT customers.* AS (a, b, c, d) FROM customers            | a,b,c,d
          SELECT address.* FROM orders                                 | city,zip
          SELECT * FROM customers t(a, b, c, d)                        | a,b,c,d
          SELECT * FROM customers JOIN archive.orders USING (id)       | id,name,이름,city,year
          SELECT * FROM (SELECT id x FROM orders) JOIN customers ON x = id | x,id,name,이름,city
          WITH w(a, b) AS (SELECT 1, 2) SELECT * FROM w                | a,b
          WITH w AS (SELECT 1 x) SELECT W.X FROM w                     | X
          WITH orders AS (SELECT 1 z) SELECT * FROM orders             | z
          VALUES (1, 2)                                                | _col0,_col1
          SELECT x FROM UNNEST(ARRAY[1]) AS t(x)                       | x
          SELECT * FROM UNNEST(ARRAY[1]) WITH ORDINALITY               | _col0,_col1
          SELECT 1 a UNION SELECT 2 b                                  | a
          SHOW TABLES                                                  | Table
          SHOW SCHEMAS                                                 | Schema
          DESCRIBE orders                                              | Column,Type,Extra,Comment
          """)
  void columnsAreCalled(String sql, String names) {
    if (names.equals("_refused")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> Shop.plan(sql))
          .hasMessageContaining("cannot be resolved");
      return;
    }
    assertThat(Shop.plan(sql).columns())
        .extracting(OutputColumn::name)
        .containsExactly(names.split(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (SELECT max(c.id) FROM customers c WHERE c.id = o.id) FROM orders o",
        "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM customers WHERE name = o.customer)",
        "SELECT id FROM orders WHERE id IN (SELECT id FROM customers WHERE name = customer)",
        "SELECT t FROM orders CROSS JOIN UNNEST(tags) AS u(t)",
        "SELECT v FROM orders, LATERAL (SELECT id + 1 v)",
        "SELECT transform(tags, t -> t || customer) FROM orders",
        "SELECT id x FROM orders ORDER BY x",
        "SELECT id x FROM orders ORDER BY id",
        "SELECT customer FROM orders ORDER BY id",
        "SELECT customer, count(*) n FROM orders GROUP BY customer ORDER BY n DESC, sum(id)",
        "SELECT customer, count(*) FROM orders GROUP BY 1 ORDER BY 2",
        "SELECT lower(customer) FROM orders GROUP BY lower(customer)",
        "SELECT address.city FROM orders GROUP BY address.city",
        "SELECT sum(id) OVER w FROM orders WINDOW w AS (PARTITION BY customer)",
        "SELECT sum(sum(id)) OVER (ORDER BY customer) FROM orders GROUP BY customer",
        "WITH a AS (SELECT 1 x), b AS (SELECT x + 1 y FROM a) SELECT * FROM a, b",
        "SELECT * FROM (WITH a AS (SELECT 1 x) SELECT * FROM a)",
        "SELECT 1 FROM orders o, orders p WHERE o.id = p.id",
      })
  void scopesReachWhereTheyShould(String sql) {
    assertThat(Shop.plan(sql).columns()).isNotEmpty();
  }

  @Test
  void asksForEachTableOnce() {
    Shop shop = new Shop();
    AnalysedQuery query =
        shop.analyse(
            "SELECT (SELECT max(id) FROM orders) FROM orders o JOIN shop.orders p ON o.id = p.id");
    assertThat(shop.asked("shop", "orders")).isEqualTo(1);
    assertThat(query.tables()).hasSize(1);
  }

  @Test
  void tablesKeepTheNumbersThatTheSqlUses() {
    AnalysedQuery query = Shop.plan("SELECT 1 FROM customers, archive.orders");
    assertThat(query.tables())
        .extracting(table -> table.name().toString())
        .isEqualTo(List.of("shop.customers", "archive.orders"));
    assertThat(query.written(Target.DUCKDB).text(number -> "T" + number)).contains("T0", "T1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1 FROM orders                        | true
          SELECT current_timestamp                    | false
          SELECT now()                                | false
          SELECT current_date                         | false
          SELECT 1 FROM orders WHERE day < current_date | false
          SELECT current_user                         | false
          SELECT random()                             | false
          SELECT transform(ARRAY[1], x -> random())   | false
          SELECT (SELECT localtime)                   | false
          SHOW TABLES                                 | false
          """)
  void knowsWhetherTheAnswerFollowsFromTheSnapshots(String sql, boolean repeatable) {
    assertThat(Shop.plan(sql).repeatable()).isEqualTo(repeatable);
  }
}
