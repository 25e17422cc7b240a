package io.tarn.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in values are refused before anything is installed, and the message names the key. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imagee.tag                    | x               | imagee
          image.pullPolicy              | Sometimes       | pullPolicy
          services.query.replicas       | 0               | replicas
          services.query.replica        | 2               | replica
          services.search.replicas      | 2               | search
          services.query.memory         | much            | memory
          services.ingest.memory        | 1Gi             | memory
          store.endpoint                | s3.example.org  | endpoint
          store.buckets.raw             | Raw_Data        | raw
          database.url                  | postgres://x/y  | url
          oidc.issuer                   | http://idp.test | issuer
          oidc.page                     | http://lake     | page
          trial.storage                 | 10 gigabytes    | storage
          pods.drainSeconds             | -1              | drainSeconds
          settings.typo                 | 1               | typo
          """)
  void refuses(String key, String value, String named) {
    Object typed = value.matches("-?[0-9]+") ? (Object) Integer.parseInt(value) : value;

    assertThatThrownBy(() -> Chart.render("prod-aws", Chart.CURRENT, Map.of(key, typed)))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trial.enabled              | true                                 | not for production
          tls.enabled                | false                                | the pods speak TLS
          store.endpoint             | http://store.example.org             | reached by https
          database.url               | jdbc:postgresql://db.example.org/lake | reached by TLS
          monitoring.traces.endpoint | http://collector.example.org:4317    | by https
          """)
  void refusesInProduction(String key, String value, String message) {
    Object typed =
        List.of("true", "false").contains(value) ? (Object) Boolean.valueOf(value) : value;

    assertThatThrownBy(() -> Chart.render("prod-aws", Chart.CURRENT, Map.of(key, typed)))
        .hasMessageContaining(key.equals("trial.enabled") ? "trial" : key)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image.repository  | image.repository
          database.url      | database.url
          database.secret   | database.secret
          store.buckets.raw | store.buckets.raw
          """)
  void namesWhatIsMissing(String key, String message) {
    assertThatThrownBy(() -> Chart.render("prod-aws", Chart.CURRENT, Map.of(key, "")))
        .hasMessageContaining(message + ":");
  }

  @Test
  void schemaDescribesEveryDefault() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
    List<String> missing = new ArrayList<>();

    collectUndescribed("", Chart.read(Chart.FOLDER.resolve("values.yaml")), schema, missing);

    assertThat(missing).isEmpty();
  }

  @Test
  void theDatabaseIsVerifiedByTheAuthoritiesThatJavaTrusts() throws IOException {
    assertThat(databaseUrl(Map.of()))
        .endsWith("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");

    String own = "jdbc:postgresql://db.example.org/lake?sslmode=verify-full&sslrootcert=/ca.crt";
    assertThat(databaseUrl(Map.of("database.url", own))).isEqualTo(own);
  }

  private static String databaseUrl(Map<String, Object> settings) throws IOException {
    return Chart.render("staging", Chart.CURRENT, settings).stream()
        .filter(each -> each.path("kind").asText().equals("ConfigMap"))
        .flatMap(each -> each.at("/data/catalog-service.properties").asText().lines())
        .filter(line -> line.startsWith("tarn.database.url="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void collectUndescribed(
      String at, JsonNode values, JsonNode schema, List<String> missing) {
    JsonNode properties = schema.path("properties");
    if (!values.isObject() || properties.isMissingNode()) {
      return;
    }
    values
        .properties()
        .forEach(
            entry -> {
              String key = at + entry.getKey();
              JsonNode described = properties.path(entry.getKey());
              if (described.isMissingNode()) {
                missing.add(key);
              }
              collectUndescribed(key + ".", entry.getValue(), described, missing);
            });
  }
}
