package io.tarn.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.tarn.system.Lake;
import io.tarn.system.SharedLake;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the services really tell Prometheus. */
@ExtendWith(SharedLake.class)
class MetricsIT {
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[{ ]");

  private final Lake lake;

  MetricsIT(Lake lake) {
    this.lake = lake;
  }

  @Test
  void servicesHaveWhatAlertsAndDashboardAskFor() throws IOException {
    // so that each service has answered something
    lake.as("admin").get("/api/v1/databases").then().statusCode(200);
    lake.as("admin").get("/api/v1/loads").then().statusCode(200);
    lake.as("admin").get("/api/v1/queries").then().statusCode(200);

    assertThat(metrics()).containsAll(Rules.metrics());
  }

  private Set<String> metrics() throws IOException {
    Properties ports = new Properties();
    try (Reader file = Files.newBufferedReader(lake.data().resolve("ports.properties"))) {
      ports.load(file);
    }
    Set<String> names = new TreeSet<>();
    for (String key : ports.stringPropertyNames()) {
      if (key.endsWith(".management")) {
        String metrics =
            RestAssured.get("http://127.0.0.1:" + ports.getProperty(key) + "/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        SAMPLE.matcher(metrics).results().forEach(found -> names.add(found.group(1)));
      }
    }
    return names;
  }
}
