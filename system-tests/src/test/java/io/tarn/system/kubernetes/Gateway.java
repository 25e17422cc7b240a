package io.tarn.system.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port of this machine that leads to a gateway's Service, until it is closed. */
final class Gateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Pattern FORWARDING =
      Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String url;

  private Gateway(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Forwards.
   *
   * @param scheme {@code http} or {@code https}, as the Service speaks
   */
  static Gateway at(Cluster cluster, String scheme, String service, int port) throws IOException {
    Process process =
        new ProcessBuilder(cluster.command("port-forward", "service/" + service, ":" + port))
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    Matcher forwarding = FORWARDING.matcher(String.valueOf(line));
    if (!forwarding.find()) {
      throw new IllegalStateException("kubectl port-forward: " + line);
    }
    var unused = Thread.ofVirtual().start(() -> said.lines().forEach(ignored -> {}));
    return new Gateway(process, scheme + "://127.0.0.1:" + forwarding.group(1));
  }

  /** A request with a key. */
  RequestSpecification as(String key) {
    return given().baseUri(url).header("Authorization", "Bearer " + key);
  }

  /** An administrator's key, made with the secret of the first start. */
  String makeKey(Cluster cluster, String secret) throws Exception {
    JsonNode first = JSON.readTree(cluster.kubectl("get", "secret", secret, "--output=json"));
    String bootstrap =
        new String(
            Base64.getDecoder().decode(first.at("/data/key").asText()), StandardCharsets.UTF_8);
    Response made =
        as(bootstrap.strip())
            .contentType("application/json")
            .body("{\"name\":\"cluster-test\",\"role\":\"admin\"}")
            .post("/api/v1/keys");
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.path("key");
  }

  /** Loads a file into the table of its name in the database oulad, and waits until it is there. */
  void load(String key, Path file) {
    String name = file.getFileName().toString();
    String table = name.substring(0, name.indexOf('.')).toLowerCase(Locale.ROOT);
    Response accepted =
        as(key)
            .contentType("application/octet-stream")
            .queryParam("name", name)
            .body(file.toFile())
            .post("/api/v1/databases/oulad/tables/" + table + "/files");
    assertThat(accepted.statusCode()).as(accepted.asString()).isIn(200, 201, 202);
    String id = accepted.path("id");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> assertThat(as(key).get("/api/v1/loads/" + id).asString()).contains("\"LOADED\""));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
