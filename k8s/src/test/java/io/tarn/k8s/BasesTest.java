package io.tarn.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The bases are what quarkus-kubernetes writes from each service's configuration. */
class BasesTest {
  static final List<String> services = Manifests.SERVICES;

  @ParameterizedTest
  @FieldSource("services")
  void areWhatTheBuildWrites(String service) throws IOException {
    Path written = Manifests.PROJECT.resolve(service + "/target/kubernetes/kubernetes.yml");
    Path kept = Manifests.PROJECT.resolve("k8s/base/" + service + ".yml");
    assertThat(written).as("build %s first", service).exists();
    assertThat(Manifests.parse(Files.readString(kept)).inOrder())
        .as("take it over: cp %s %s", written, kept)
        .isEqualTo(Manifests.parse(Files.readString(written)).inOrder());
  }
}
