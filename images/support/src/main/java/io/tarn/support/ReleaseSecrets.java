package io.tarn.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Secrets of this pod's namespace, by the Kubernetes API: read, and completed where keys are
 * missing. Two that complete one Secret at once do not overwrite each other.
 */
final class ReleaseSecrets {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final int ATTEMPTS = 5;

  /** Gives all keys of a Secret, from those that are there. */
  @FunctionalInterface
  interface Completion {
    Map<String, String> of(Map<String, String> present, Set<String> wanted) throws IOException;
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI secrets;
  private final String token;

  ReleaseSecrets(HttpClient http, URI secrets, String token) {
    this.http = http;
    this.secrets = secrets;
    this.token = token;
  }

  /** By the account that Kubernetes mounts into pods. */
  static ReleaseSecrets ofThisPod() throws IOException, GeneralSecurityException {
    String host = System.getenv("KUBERNETES_SERVICE_HOST");
    String port = System.getenv("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null || Files.notExists(ACCOUNT)) {
      throw new SupportException(
          "This is no pod with a service account: Secrets are completed inside a cluster only.");
    }
    String namespace = Files.readString(ACCOUNT.resolve("namespace")).strip();
    String authority = host.contains(":") ? "[" + host + "]" : host;
    return new ReleaseSecrets(
        HttpClient.newBuilder()
            .sslContext(Certificates.trusting(ACCOUNT.resolve("ca.crt")))
            .connectTimeout(LIMIT)
            .build(),
        URI.create(
            "https://%s:%s/api/v1/namespaces/%s/secrets/".formatted(authority, port, namespace)),
        Files.readString(ACCOUNT.resolve("token")).strip());
  }

  /** Makes sure that the Secret has the wanted keys. */
  void complete(String name, Set<String> wanted, Completion completion)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      JsonNode secret = send(request(name).GET().build(), name);
      Map<String, String> present = new TreeMap<>();
      secret
          .path("data")
          .properties()
          .forEach(
              entry ->
                  present.put(
                      entry.getKey(),
                      new String(
                          Base64.getDecoder().decode(entry.getValue().asText()),
                          StandardCharsets.UTF_8)));
      if (present.keySet().containsAll(wanted)) {
        System.out.println("Secret " + name + " is complete");
        return;
      }
      ObjectNode patch = json.createObjectNode();
      patch
          .putObject("metadata")
          .put("resourceVersion", secret.path("metadata").path("resourceVersion").asText());
      ObjectNode data = patch.putObject("data");
      completion
          .of(present, wanted)
          .forEach(
              (key, value) ->
                  data.put(
                      key,
                      Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
      HttpResponse<String> answer =
          http.send(
              request(name)
                  .header("Content-Type", "application/merge-patch+json")
                  .method("PATCH", BodyPublishers.ofString(json.writeValueAsString(patch)))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() == CONFLICT && attempt < ATTEMPTS) {
        continue;
      }
      checked(answer, name);
      System.out.println("Secret " + name + " now has " + data.size() + " keys");
      return;
    }
  }

  private HttpRequest.Builder request(String name) {
    return HttpRequest.newBuilder(secrets.resolve(name))
        .timeout(LIMIT)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request, String name) throws IOException, InterruptedException {
    return json.readTree(checked(http.send(request, BodyHandlers.ofString()), name));
  }

  /** The body; what the API server says to a refusal holds no secrets. */
  private static String checked(HttpResponse<String> answer, String name) {
    if (answer.statusCode() / 100 != 2) {
      throw new SupportException(
          "The Kubernetes API answered %d to %s of Secret %s: %s"
              .formatted(
                  answer.statusCode(), answer.request().method(), name, answer.body().strip()));
    }
    return answer.body();
  }
}
