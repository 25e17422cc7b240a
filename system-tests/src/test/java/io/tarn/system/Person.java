package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody with a key to a lake, and the calls that tests make in their name. */
final class Person {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Set<String> OPEN = Set.of("RECEIVED", "CHECKING", "LOADING");

  /** Doubles stay doubles, and integers are as long as they are. */
  private static final RestAssuredConfig EXACT =
      RestAssuredConfig.config()
          .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

  private final Lake lake;
  private final String role;

  Person(Lake lake, String role) {
    this.lake = lake;
    this.role = role;
  }

  /** A request with their key. */
  RequestSpecification request() {
    return lake.as(role).config(EXACT);
  }

  Response get(String path) {
    return request().get(path);
  }

  /** The document at a path that must be there. */
  JsonPath read(String path) {
    Response answer = request().accept(ContentType.JSON).get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  /** Uploads a file's bytes; the answer as it comes at once. */
  Response send(String database, String table, String file, byte[] content, String... options) {
    return upload(file, options).body(content).post(filesOf(database, table));
  }

  /** Uploads a file, streamed; the answer as it comes at once. */
  Response send(String database, String table, Path file, String... options) {
    return upload(file.getFileName().toString(), options)
        .body(file.toFile())
        .post(filesOf(database, table));
  }

  private static String filesOf(String database, String table) {
    return "/api/v1/databases/%s/tables/%s/files".formatted(database, table);
  }

  private RequestSpecification upload(String file, String... options) {
    RequestSpecification request =
        request().contentType("application/octet-stream").queryParam("name", file);
    for (String option : options) {
      String[] parts = option.split("=", 2);
      request.queryParam(parts[0], parts[1]);
    }
    return request;
  }

  /** Loads text that must be accepted; the load at its end. */
  JsonPath load(String database, String table, String file, String text, String... options) {
    return load(database, table, file, text.getBytes(StandardCharsets.UTF_8), options);
  }

  /** Loads bytes that must be accepted; the load at its end. */
  JsonPath load(String database, String table, String file, byte[] content, String... options) {
    return loaded(accepted(send(database, table, file, content, options)));
  }

  /** Loads a file that must be accepted; the load at its end. */
  JsonPath load(String database, String table, Path file, String... options) {
    return loaded(accepted(send(database, table, file, options)));
  }

  /** The id of a load that was acknowledged. */
  static String accepted(Response upload) {
    assertThat(upload.statusCode()).as(upload.asString()).isIn(200, 202);
    return upload.jsonPath().getString("id");
  }

  /** Waits until the load has ended; it must have put its rows into the table. */
  JsonPath loaded(String id) {
    JsonPath load = ended(id);
    assertThat(load.getString("state")).as(load.prettify()).isEqualTo("LOADED");
    return load;
  }

  /** Waits until the load has ended, in whichever way. */
  JsonPath ended(String id) {
    return await("the end of load " + id)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> read("/api/v1/loads/" + id), load -> !OPEN.contains(load.getString("state")));
  }

  /** Asks for a statement to be run; the answer, which waits for its end. */
  Response ask(String database, String sql) {
    return request()
        .contentType("application/json")
        .header("Prefer", "wait=60")
        .body(Map.of("sql", sql, "database", database))
        .post("/api/v1/queries");
  }

  /** Runs a statement that must succeed; the query at its end. */
  JsonPath run(String database, String sql) {
    Response answer = ask(database, sql);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    JsonPath query = answer.jsonPath();
    assertThat(query.getString("state")).as(query.prettify()).isEqualTo("SUCCEEDED");
    return query;
  }

  /** The rows of a statement's answer, as {@link #texts} writes them. */
  List<List<String>> rows(String database, String sql) {
    String id = run(database, sql).getString("queryId");
    return texts(read("/api/v1/queries/%s/results?limit=1000".formatted(id)).getList("rows"));
  }

  /**
   * The cells of rows as text: numbers to 12 significant digits, however they are written, and NULL
   * for null.
   */
  static List<List<String>> texts(List<List<@Nullable Object>> rows) {
    return rows.stream().map(row -> row.stream().map(Person::text).toList()).toList();
  }

  private static String text(@Nullable Object cell) {
    if (cell instanceof Number number) {
      return new BigDecimal(number.toString())
          .round(new MathContext(12))
          .stripTrailingZeros()
          .toPlainString();
    }
    return cell == null ? "NULL" : cell.toString();
  }
}
