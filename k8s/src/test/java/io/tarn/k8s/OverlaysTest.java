package io.tarn.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each overlay says of the services what the chart says with the values of that environment. */
class OverlaysTest {
  static final List<String> environments = List.of("dev", "staging", "prod-aws");

  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");

  /** Kubernetes' own defaults, where one of the two writes them and the other does not. */
  private static final Map<String, Integer> PROBE_DEFAULTS =
      Map.of("periodSeconds", 10, "timeoutSeconds", 1, "failureThreshold", 3);

  @BeforeEach
  void needsKubectl() {
    assumeTrue(
        Manifests.hasKubectl(),
        "kubectl is not installed: the overlays of k8s/ are not compared with the chart");
  }

  /** What is compared of one service. */
  @FunctionalInterface
  private interface Comparison {
    void of(String service, Manifests plain, Manifests chart) throws IOException;
  }

  private static void compare(String environment, Comparison comparison)
      throws IOException, InterruptedException {
    Manifests plain = Manifests.ofOverlay(environment);
    Manifests chart = Manifests.ofChart(environment);
    for (String service : Manifests.SERVICES) {
      comparison.of(service, plain, chart);
    }
  }

  @ParameterizedTest
  @FieldSource("environments")
  void havePortsOfTheChart(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          assertThat(ports(plain.container(service)))
              .as(service)
              .isEqualTo(ports(chart.container(service)));
          assertThat(servicePorts(plain.object("Service", service)))
              .as(service)
              .isEqualTo(servicePorts(chart.object("Service", service)));
        });
  }

  @ParameterizedTest
  @FieldSource("environments")
  void haveProbesOfTheChart(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          for (String probe : PROBES) {
            assertThat(probe(plain.container(service), probe))
                .as("%s of %s", probe, service)
                .isEqualTo(probe(chart.container(service), probe));
          }
        });
  }

  @ParameterizedTest
  @FieldSource("environments")
  void haveImagesAndResourcesOfTheChart(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          assertThat(image(plain.container(service))).isEqualTo(image(chart.container(service)));
          assertThat(resources(plain.container(service)))
              .as(service)
              .isEqualTo(resources(chart.container(service)));
        });
  }

  @ParameterizedTest
  @FieldSource("environments")
  void haveSettingsOfTheChart(String environment) throws Exception {
    Manifests plain = Manifests.ofOverlay(environment);
    Manifests chart = Manifests.ofChart(environment);
    Set<String> all = new TreeSet<>();
    for (String service : Manifests.SERVICES) {
      Map<String, String> wanted = chart.settings(service);
      assertThat(wanted).as(service).hasSizeGreaterThan(8);
      assertThat(plain.settings(service)).as(service).containsAllEntriesOf(wanted);
      all.addAll(wanted.keySet());
    }
    for (String service : Manifests.SERVICES) {
      assertThat(all).as(service).containsAll(plain.settings(service).keySet());
    }
  }

  @ParameterizedTest
  @FieldSource("environments")
  void confineEachContainerAsTheChartDoes(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          assertThat(plain.container(service).path("securityContext"))
              .isEqualTo(chart.container(service).path("securityContext"));
          JsonNode pod = plain.object("Deployment", service).at("/spec/template/spec");
          JsonNode other = chart.object("Deployment", service).at("/spec/template/spec");
          for (String field :
              List.of(
                  "runAsNonRoot",
                  "runAsUser",
                  "runAsGroup",
                  "fsGroup",
                  "fsGroupChangePolicy",
                  "seccompProfile")) {
            assertThat(pod.path("securityContext").path(field))
                .as("%s of %s", field, service)
                .isEqualTo(other.path("securityContext").path(field));
          }
          assertThat(pod.path("terminationGracePeriodSeconds"))
              .isEqualTo(other.path("terminationGracePeriodSeconds"));
          assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        });
  }

  @ParameterizedTest
  @FieldSource("environments")
  void trustWhomTheChartTrusts(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          assertThat(trust(plain, service)).as(service).isEqualTo(trust(chart, service));
        });
  }

  /** A container's image without its tag, which each environment chooses. */
  private static String image(JsonNode container) {
    return container.path("image").asText().replaceAll(":[^:]*$", "");
  }

  /** What runs before a service, and the options of its JVM. */
  private static List<String> trust(Manifests manifests, String service) {
    List<String> trust = new ArrayList<>();
    manifests
        .object("Deployment", service)
        .at("/spec/template/spec/initContainers")
        .forEach(each -> trust.add(image(each) + each.path("args")));
    manifests
        .container(service)
        .path("env")
        .forEach(
            each -> {
              if (each.path("name").asText().equals("JDK_JAVA_OPTIONS")) {
                trust.add(each.path("value").asText());
              }
            });
    return trust;
  }

  @ParameterizedTest
  @FieldSource("environments")
  void scaleAsTheChartDoes(String environment) throws Exception {
    compare(
        environment,
        (service, plain, chart) -> {
          assertThat(scaling(plain, service)).as(service).isEqualTo(scaling(chart, service));
          assertThat(room(plain, service)).as(service).isEqualTo(room(chart, service));
        });
  }

  /** How many replicas a service has: a number, or its autoscaler's rules and no number. */
  private static List<JsonNode> scaling(Manifests manifests, String service) {
    JsonNode number = manifests.object("Deployment", service).at("/spec/replicas");
    return manifests
        .find("HorizontalPodAutoscaler", service)
        .map(scaler -> List.of(without(scaler.path("spec"), "scaleTargetRef"), number))
        .orElseGet(() -> List.of(number));
  }

  private static JsonNode without(JsonNode node, String field) {
    return ((ObjectNode) node.deepCopy()).without(field);
  }

  /** The limits of a pod's folders, by name. */
  private static Map<String, String> room(Manifests manifests, String service) {
    Map<String, String> room = new TreeMap<>();
    manifests
        .object("Deployment", service)
        .at("/spec/template/spec/volumes")
        .forEach(
            volume -> {
              if (volume.has("emptyDir")) {
                room.put(
                    volume.path("name").asText(), volume.at("/emptyDir/sizeLimit").asText("none"));
              }
            });
    return room;
  }

  private static Map<String, Integer> ports(JsonNode container) {
    Map<String, Integer> ports = new TreeMap<>();
    container
        .path("ports")
        .forEach(port -> ports.put(port.path("name").asText(), port.path("containerPort").asInt()));
    return ports;
  }

  private static List<Integer> servicePorts(JsonNode service) {
    List<Integer> ports = new ArrayList<>();
    service.at("/spec/ports").forEach(port -> ports.add(port.path("port").asInt()));
    return ports.stream().sorted().toList();
  }

  /** A probe's path, port by number, and times. */
  private static Map<String, String> probe(JsonNode container, String name) throws IOException {
    JsonNode probe = container.path(name);
    Map<String, String> fields = new TreeMap<>();
    fields.put("path", probe.at("/httpGet/path").asText());
    String port = probe.at("/httpGet/port").asText();
    fields.put("port", ports(container).getOrDefault(port, probe.at("/httpGet/port").asInt()) + "");
    PROBE_DEFAULTS.forEach(
        (field, otherwise) ->
            fields.put(field, Integer.toString(probe.path(field).asInt(otherwise))));
    if (probe.isMissingNode()) {
      throw new IOException("There is no " + name);
    }
    return fields;
  }

  private static Map<String, String> resources(JsonNode container) {
    Map<String, String> resources = new TreeMap<>();
    for (String kind : List.of("requests", "limits")) {
      container
          .at("/resources/" + kind)
          .properties()
          .forEach(each -> resources.put(kind + "." + each.getKey(), each.getValue().asText()));
    }
    return resources;
  }
}
