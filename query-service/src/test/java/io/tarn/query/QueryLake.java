package io.tarn.query;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tarn.embedded.LakeService;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL, an object store, the catalog and one replica of the query service, started once for
 * all tests of this JVM.
 */
public final class QueryLake implements BeforeAllCallback {
  public static final TableName NUMBERS = new TableName("shop", "numbers");
  public static final TableName ORDERS = new TableName("shop", "orders");
  public static final String ENDLESS =
      "SELECT count(*) FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c"
          + " WHERE a.id + b.id + c.id = -1";

  private Parts parts;

  private record Parts(
      Path folder, TestServers servers, ServiceProcess catalog, ServiceProcess query, Tables tables)
      implements AutoCloseable {
    static Parts start() {
      try {
        Path folder = Files.createTempDirectory("tarn-query-");
        TestServers servers = new TestServers().start();
        ServiceProcess catalog = ServiceProcess.start(servers, LakeService.CATALOG, 192, Map.of());
        Tables tables = new Tables(servers, catalog.address(), folder.resolve("writer"));
        tables.append(NUMBERS, "SELECT range AS id FROM range(10000)", "id bigint");
        tables.append(
            ORDERS,
            "SELECT i AS id, 'item ' || i AS item, (i * 1.25)::DECIMAL(12,2) AS price"
                + " FROM range(1, 251) r(i)",
            "id bigint",
            "item varchar",
            "price decimal(12,2)");
        return new Parts(
            folder,
            servers,
            catalog,
            replica(servers, catalog, folder, "shared", Map.of()),
            tables);
      } catch (IOException | SQLException | NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    static ServiceProcess replica(
        TestServers servers,
        ServiceProcess catalog,
        Path folder,
        String name,
        Map<String, String> more) {
      Map<String, String> settings = new HashMap<>();
      settings.put("tarn.catalog.url", catalog.address().toString());
      settings.put("tarn.query.folder", folder.resolve(name).toString());
      settings.put("tarn.query.memory-bytes", "268435456");
      settings.putAll(more);
      return ServiceProcess.start(servers, LakeService.QUERY, 256, settings);
    }

    @Override
    public void close() throws IOException {
      query.close();
      tables.close();
      catalog.close();
      servers.close();
      io.tarn.embedded.Durably.deleteTree(folder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    parts =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(QueryLake.class))
            .computeIfAbsent(Parts.class, key -> Parts.start(), Parts.class);
  }

  public TestServers servers() {
    return parts.servers();
  }

  public Tables tables() {
    return parts.tables();
  }

  /** The address of the replica that all tests share. */
  public URI address() {
    return parts.query().address();
  }

  /** Starts one more replica, which the caller ends. */
  public ServiceProcess replica(String name, Map<String, String> more) {
    return Parts.replica(parts.servers(), parts.catalog(), parts.folder(), name, more);
  }

  public RequestSpecification as(Role role) {
    return as(role, role.label());
  }

  public RequestSpecification as(Role role, String principal) {
    return as(role, principal, address());
  }

  public RequestSpecification as(Role role, String principal, URI replica) {
    return given()
        .baseUri(replica.toString())
        .header("Authorization", servers().tokens().bearer("query-service", principal, role));
  }

  /** Asks a statement over the database {@code shop} as an analyst. */
  public Response ask(String sql) {
    return ask(Role.ANALYST, Map.of("sql", sql, "database", "shop"), 0);
  }

  public Response ask(Role role, Map<String, ?> body, int waitSeconds) {
    RequestSpecification request = as(role).contentType("application/json").body(body);
    if (waitSeconds > 0) {
      request.header("Prefer", "wait=" + waitSeconds);
    }
    return request.post("/api/v1/queries");
  }

  /** Runs a statement to its end and gives its id. */
  public String run(String sql) {
    Response response = ask(Role.ANALYST, Map.of("sql", sql, "database", "shop"), 60);
    response.then().statusCode(200).body("state", org.hamcrest.Matchers.equalTo("SUCCEEDED"));
    return response.path("queryId");
  }

  /** The rows of a statement's answer, at most 1000. */
  public List<List<Object>> rows(String sql) {
    return as(Role.ANALYST).get("/api/v1/queries/" + run(sql) + "/results?limit=1000").path("rows");
  }

  public String state(String id) {
    return as(Role.ADMIN).get("/api/v1/queries/" + id).path("state");
  }

  /** Waits until a query is in this state. */
  public void awaitState(String id, String state) {
    awaitState(address(), id, state);
  }

  public void awaitState(URI replica, String id, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> as(Role.ADMIN, "admin", replica).get("/api/v1/queries/" + id).path("state"),
            state::equals);
  }

  public void cancel(String id) {
    as(Role.ADMIN).post("/api/v1/queries/" + id + "/cancel").then().statusCode(202);
    awaitState(id, "CANCELLED");
  }
}
