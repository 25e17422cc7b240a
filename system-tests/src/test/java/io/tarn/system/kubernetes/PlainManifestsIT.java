package io.tarn.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.system.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The plain manifests of {@code k8s/overlays/dev} on a real cluster, by kubectl alone. */
@EnabledIfSystemProperty(named = "tarn.test.kubernetes", matches = "true")
class PlainManifestsIT {
  private static @Nullable Cluster cluster;

  @BeforeAll
  static void meetCluster() throws Exception {
    cluster = Cluster.withNamespace("tarn-plain-" + Long.toString(System.currentTimeMillis(), 36));
  }

  @AfterAll
  static void leaveCluster() throws Exception {
    if (cluster != null) {
      cluster.delete();
    }
  }

  @Test
  void makeALakeThatLoadsAndAnswers() throws Exception {
    cluster.kubectl("apply", "--kustomize", environment().toString());
    cluster.kubectl("wait", "deployment", "--all", "--for=condition=Available", "--timeout=8m");

    try (Gateway gateway = Gateway.at(cluster, "http", "viz-gateway", 8080)) {
      String key = gateway.makeKey(cluster, "tarn-bootstrap");
      gateway.load(key, Checkout.root().resolve("examples/oulad/courses.csv"));
      String answer =
          gateway
              .as(key)
              .contentType("application/json")
              .header("Prefer", "wait=30")
              .body("{\"database\":\"oulad\",\"sql\":\"select count(*) from courses\"}")
              .post("/api/v1/queries")
              .asString();
      assertThat(answer).contains("\"SUCCEEDED\"");
    }
  }

  /** The overlay with this test's namespace and images. */
  private static Path environment() throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "plain").toAbsolutePath());
    String repository =
        Objects.requireNonNullElse(System.getenv("TARN_IMAGE_REPOSITORY"), "localhost/tarn");
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: %s
            resources: [%s]
            images:
            """
                .formatted(
                    cluster.namespace(),
                    folder.relativize(Checkout.root().resolve("k8s/overlays/dev"))));
    for (String image :
        List.of("ingest-service", "catalog-service", "query-service", "viz-gateway", "support")) {
      text.append(
          "  - {name: localhost/tarn/%1$s, newName: %2$s/%1$s}\n".formatted(image, repository));
    }
    Files.writeString(folder.resolve("kustomization.yaml"), text);
    return folder;
  }
}
