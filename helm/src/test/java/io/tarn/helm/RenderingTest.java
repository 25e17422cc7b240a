package io.tarn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The chart renders for every environment, and Kubernetes knows all that it renders. */
class RenderingTest {
  static final List<String> environments = Chart.ENVIRONMENTS;

  /** Kinds of other projects, whose models are not at hand. */
  private static final Set<String> FOREIGN =
      Set.of("ServiceMonitor", "PrometheusRule", "Certificate", "HTTPRoute");

  private static final Set<String> SERVICES =
      Set.of("viz-gateway", "ingest-service", "catalog-service", "query-service");

  @TempDir Path scratch;

  @ParameterizedTest
  @FieldSource("environments")
  void lintFindsNothing(String environment) throws IOException {
    LintResult result = Chart.lint(environment, scratch);

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("environments")
  void currentKubernetesKnowsAllFields(String environment) throws IOException {
    try (KubernetesSchema schema = KubernetesSchema.current()) {
      assertThat(schema.faultsOf(own(Chart.render(environment, Chart.CURRENT)))).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("environments")
  void oldestKubernetesKnowsAllFields(String environment) throws IOException {
    try (KubernetesSchema schema = KubernetesSchema.oldest()) {
      assertThat(schema.faultsOf(own(Chart.render(environment, Chart.OLDEST)))).isEmpty();
    }
  }

  @Test
  void schemaFindsMisspelledFieldsWrongTypesAndUnknownKinds() throws IOException {
    List<JsonNode> wrong =
        Chart.documents(
            """
            {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {prots: []}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: b}, spec: {ports: [{port: "80"}]}}
            ---
            {apiVersion: autoscaling/v9, kind: HorizontalPodAutoscaler, metadata: {name: c}}
            """);

    for (KubernetesSchema each : List.of(KubernetesSchema.oldest(), KubernetesSchema.current())) {
      try (KubernetesSchema schema = each) {
        assertThat(schema.faultsOf(wrong))
            .contains("there is no field 'prots'")
            .contains("\"80\" is no Integer")
            .contains("knows no autoscaling/v9");
      }
    }
  }

  @Test
  void autoscalersAndBudgetsFollowTheVersion() throws IOException {
    assertThat(versions(Chart.render("prod-aws", Chart.OLDEST)))
        .contains("autoscaling/v2beta2", "policy/v1beta1");
    assertThat(versions(Chart.render("prod-aws", Chart.CURRENT)))
        .contains("autoscaling/v2", "policy/v1")
        .doesNotContain("autoscaling/v2beta2", "policy/v1beta1");
  }

  @ParameterizedTest
  @FieldSource("environments")
  void everyServiceHasItsObjects(String environment) throws IOException {
    List<JsonNode> all = Chart.render(environment, Chart.CURRENT);

    for (String service : SERVICES) {
      assertThat(kindsOf(all, "lake-tarn-" + service))
          .contains(
              "Deployment", "Service", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy");
    }
  }

  @ParameterizedTest
  @FieldSource("environments")
  void everyContainerIsConfined(String environment) throws IOException {
    List<JsonNode> templates = templates(Chart.render(environment, Chart.CURRENT));

    assertThat(templates).hasSizeGreaterThanOrEqualTo(5);
    for (JsonNode pod : templates) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : pod.path("containers")) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
      }
    }
  }

  @Test
  void onlyTheGatewayIsOpen() throws IOException {
    List<JsonNode> policies =
        Chart.render("prod-aws", Chart.CURRENT).stream()
            .filter(manifest -> manifest.path("kind").asText().equals("NetworkPolicy"))
            .toList();

    List<String> open = new ArrayList<>();
    for (JsonNode policy : policies) {
      for (JsonNode rule : policy.at("/spec/ingress")) {
        boolean metrics = rule.at("/ports/0/port").asInt() == 9000;
        if (!metrics && rule.path("from").isMissingNode()) {
          open.add(policy.at("/metadata/name").asText());
        }
      }
    }
    assertThat(policies).hasSize(SERVICES.size());
    assertThat(open).containsExactly("lake-tarn-viz-gateway");
  }

  @Test
  void rolesOfTheCloudStandAtTheServiceAccounts() throws IOException {
    List<JsonNode> accounts =
        Chart.render("prod-aws", Chart.CURRENT).stream()
            .filter(manifest -> manifest.path("kind").asText().equals("ServiceAccount"))
            .filter(manifest -> !manifest.at("/metadata/annotations").isMissingNode())
            .toList();

    assertThat(accounts)
        .allSatisfy(
            account ->
                assertThat(
                        account
                            .at("/metadata/annotations")
                            .path("eks.amazonaws.com/role-arn")
                            .asText())
                    .startsWith("arn:aws:iam::"));
    assertThat(accounts)
        .extracting(account -> account.at("/metadata/name").asText())
        .containsExactlyInAnyOrder(
            "lake-tarn-ingest-service", "lake-tarn-catalog-service", "lake-tarn-query-service");
  }

  @ParameterizedTest
  @FieldSource("environments")
  void noSecretStandsInAManifest(String environment) throws IOException {
    assertThat(Chart.render(environment, Chart.CURRENT))
        .filteredOn(manifest -> manifest.path("kind").asText().equals("Secret"))
        .allSatisfy(
            secret -> {
              assertThat(secret.path("data").isMissingNode()).isTrue();
              assertThat(secret.path("stringData").isMissingNode()).isTrue();
            });
  }

  @Test
  void onlyTheGatewayIsToldOfTheIdentityProvider() throws IOException {
    JsonNode files =
        Chart.render("prod-aws", Chart.CURRENT).stream()
            .filter(manifest -> manifest.path("kind").asText().equals("ConfigMap"))
            .map(manifest -> manifest.path("data"))
            .filter(data -> data.has("viz-gateway.properties"))
            .findFirst()
            .orElseThrow();

    assertThat(files.properties())
        .filteredOn(file -> file.getValue().asText().contains("quarkus.oidc."))
        .extracting(Map.Entry::getKey)
        .containsExactly("viz-gateway.properties");
    assertThat(files.path("viz-gateway.properties").asText().lines())
        .filteredOn(line -> line.startsWith("quarkus.oidc."))
        .containsExactly(
            "quarkus.oidc.tenant-enabled=true",
            "quarkus.oidc.auth-server-url=https://login.example.org/realms/lake",
            "quarkus.oidc.client-id=tarn",
            "quarkus.oidc.roles.role-claim-path=groups");
  }

  @Test
  void gatewayApiCarriesTheRoute() throws IOException {
    List<JsonNode> all =
        Chart.render(
            "prod-aws",
            Chart.CURRENT,
            Map.of("httpRoute.enabled", true, "httpRoute.parentRefs[0].name", "edge"));

    JsonNode route =
        all.stream()
            .filter(manifest -> manifest.path("kind").asText().equals("HTTPRoute"))
            .findFirst()
            .orElseThrow();
    assertThat(route.at("/spec/parentRefs/0/name").asText()).isEqualTo("edge");
    assertThat(route.at("/spec/rules/0/backendRefs/0/name").asText())
        .isEqualTo("lake-tarn-viz-gateway");
  }

  @Test
  void selectorsHoldNothingThatChangesWithARelease() throws IOException {
    assertThat(Chart.render("prod-aws", Chart.CURRENT))
        .filteredOn(manifest -> manifest.path("kind").asText().equals("Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(deployment.at("/spec/selector/matchLabels").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                        "app.kubernetes.io/name", "app.kubernetes.io/instance"));
  }

  private static List<JsonNode> own(List<JsonNode> manifests) {
    return manifests.stream()
        .filter(manifest -> !FOREIGN.contains(manifest.path("kind").asText()))
        .toList();
  }

  private static List<String> versions(List<JsonNode> manifests) {
    return manifests.stream().map(each -> each.path("apiVersion").asText()).distinct().toList();
  }

  private static List<String> kindsOf(List<JsonNode> manifests, String name) {
    return manifests.stream()
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .map(each -> each.path("kind").asText())
        .toList();
  }

  private static List<JsonNode> templates(List<JsonNode> manifests) {
    return manifests.stream()
        .flatMap(
            each ->
                switch (each.path("kind").asText()) {
                  case "Deployment", "Job" -> Stream.of(each.at("/spec/template/spec"));
                  case "Pod" -> Stream.of(each.path("spec"));
                  default -> Stream.<JsonNode>empty();
                })
        .toList();
  }
}
