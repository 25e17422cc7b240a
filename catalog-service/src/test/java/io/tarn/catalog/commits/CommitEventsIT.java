package io.tarn.catalog.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tarn.catalog.Lake;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
import io.tarn.testkit.TestServersResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(
    value = TestServersResource.class,
    initArgs = @ResourceArg(name = "service", value = "catalog-service"))
@Timeout(60)
class CommitEventsIT {
  private static final TableIdentifier COURSES = TableIdentifier.of("school", "courses");
  private static final TableIdentifier LESSONS = TableIdentifier.of("school", "lessons");

  TestServers servers;

  @TestHTTPResource("/")
  URI address;

  @Inject CommitLog log;

  private RESTCatalog catalog;

  @BeforeEach
  void makeDatabase() {
    catalog = Lake.client(servers, address, Role.ADMIN);
    catalog.createNamespace(COURSES.namespace());
  }

  @AfterEach
  void removeAll() throws IOException {
    Namespace school = COURSES.namespace();
    catalog.listTables(school).forEach(table -> catalog.dropTable(table, false));
    catalog.dropNamespace(school);
    catalog.close();
  }

  private EventReader open(String lastEventId) {
    return EventReader.open(address.resolve("/api/v1/commits/events"), lastEventId);
  }

  @Test
  void tellsEachChangeOfATableInOrder() {
    try (EventReader events = open(null)) {
      assertThat(events.next().name()).isEqualTo("position");
      Table table = catalog.createTable(COURSES, Lake.SCHEMA);
      Lake.append(table, 10, Ids.next()).commit();
      table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
      table.updateProperties().set("comment", "x").commit();
      catalog.renameTable(COURSES, LESSONS);
      catalog.dropTable(LESSONS, false);

      assertThat(IntStream.range(0, 7).mapToObj(i -> events.next().data()))
          .extracting(
              each -> each.path("table").asText(),
              each -> each.path("operation").asText(),
              each -> each.path("origin").asText())
          .containsExactly(
              tuple("courses", "create", "iceberg"),
              tuple("courses", "append", "load"),
              tuple("courses", "delete", "iceberg"),
              tuple("courses", "alter", "iceberg"),
              tuple("courses", "rename", "iceberg"),
              tuple("lessons", "rename", "iceberg"),
              tuple("lessons", "drop", "iceberg"));
    }
  }

  @Test
  void tellsSnapshotAndPrincipal() {
    try (EventReader events = open(null)) {
      events.next();
      Table table = catalog.createTable(COURSES, Lake.SCHEMA);
      Lake.append(table, 10).commit();

      assertThat(events.next().data().has("snapshotId")).isFalse();
      JsonNode append = events.next().data();
      assertThat(append.path("snapshotId").asText())
          .isEqualTo(Long.toString(table.currentSnapshot().snapshotId()));
      assertThat(append.path("database").asText()).isEqualTo("school");
      assertThat(append.path("principal").asText()).isEqualTo("admin");
    }
  }

  @Test
  void goesOnAfterTheLastEventThatWasRead() {
    String last;
    try (EventReader events = open(null)) {
      events.next();
      catalog.createTable(COURSES, Lake.SCHEMA);
      last = events.next().id();
    }
    Table table = catalog.loadTable(COURSES);
    Lake.append(table, 1).commit();
    Lake.append(table, 2).commit();

    try (EventReader events = open(last)) {
      assertThat(events.next())
          .satisfies(
              event -> {
                assertThat(event.name()).isEqualTo("position");
                assertThat(event.id()).isEqualTo(last);
              });
      List<String> operations =
          List.of(
              events.next().data().path("operation").asText(),
              events.next().data().path("operation").asText());
      assertThat(operations).containsExactly("append", "append");
    }
  }

  @Test
  void saysWhenTheLogNoLongerGoesBackFarEnough() {
    catalog.createTable(COURSES, Lake.SCHEMA);
    Lake.append(catalog.loadTable(COURSES), 1).commit();
    Lake.append(catalog.loadTable(COURSES), 1).commit();
    CommitLog.Bounds before = log.bounds();

    assertThat(log.trim(1, Duration.ofDays(1))).isPositive();

    assertThat(log.bounds()).isEqualTo(new CommitLog.Bounds(before.newest(), before.newest()));
    try (EventReader events = open(Long.toString(before.newest() - 2))) {
      EventReader.Event first = events.next();
      assertThat(first.name()).isEqualTo("reset");
      assertThat(first.id()).isEqualTo(Long.toString(before.newest()));
    }
  }

  @Test
  void refusesAnIdThatIsNone() {
    Lake.as(Role.VIEWER)
        .header("Last-Event-ID", "soon")
        .get("/api/v1/commits/events")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"));
  }

  @Test
  void isClosedToStrangers() {
    RestAssured.get("/api/v1/commits/events").then().statusCode(401);
  }
}
