package io.tarn.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.system.Checkout;
import io.tarn.system.Checkout.Output;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One namespace of the cluster that {@code KUBECONFIG} or kubectl's own configuration names. */
final class Cluster {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String namespace;

  private Cluster(String namespace) {
    this.namespace = namespace;
  }

  /**
   * Makes the namespace.
   *
   * @throws IllegalStateException if there is no cluster
   */
  static Cluster withNamespace(String namespace) throws IOException, InterruptedException {
    Cluster cluster = new Cluster(namespace);
    Output nodes;
    try {
      nodes = Checkout.run(new ProcessBuilder("kubectl", "get", "nodes", "--request-timeout=20s"));
    } catch (IOException e) {
      throw new IllegalStateException("There is no kubectl on the path: install it.", e);
    }
    if (nodes.exitCode() != 0) {
      throw new IllegalStateException(
          "There is no cluster: set KUBECONFIG to one that may be used for tests. kubectl says: "
              + nodes.err().strip());
    }
    cluster.kubectl("create", "namespace", namespace);
    return cluster;
  }

  String namespace() {
    return namespace;
  }

  /** Runs kubectl in the namespace; its output. */
  String kubectl(String... arguments) throws IOException, InterruptedException {
    Output output = Checkout.run(new ProcessBuilder(command(arguments)));
    if (output.exitCode() != 0) {
      throw new IllegalStateException(
          "kubectl %s: %s".formatted(String.join(" ", arguments), output.err().strip()));
    }
    return output.out();
  }

  /** The command line of kubectl in the namespace. */
  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The objects of some kinds. */
  List<JsonNode> objects(String kinds, String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("get", kinds, "--output=json"));
    arguments.addAll(List.of(options));
    List<JsonNode> objects = new ArrayList<>();
    JSON.readTree(kubectl(arguments.toArray(String[]::new))).path("items").forEach(objects::add);
    return objects;
  }

  /** The pods of a part of the release that are not ending. */
  List<JsonNode> pods(String part) throws IOException, InterruptedException {
    return objects("pods", "--selector=app.kubernetes.io/name=" + part).stream()
        .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
        .toList();
  }

  /** Waits until a deployment has all its pods, in their present version. */
  void awaitRollout(String deployment, Duration atMost) throws IOException, InterruptedException {
    kubectl(
        "rollout", "status", "deployment/" + deployment, "--timeout=" + atMost.toSeconds() + "s");
  }

  /** From the start of a pod's container until it was ready. */
  static Duration coldStart(JsonNode pod) {
    Instant started =
        Instant.parse(pod.at("/status/containerStatuses/0/state/running/startedAt").asText());
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        Instant ready = Instant.parse(condition.path("lastTransitionTime").asText());
        return Duration.between(started, ready);
      }
    }
    throw new IllegalStateException(pod.at("/metadata/name").asText() + " was never ready");
  }

  /**
   * What a pod has used, as its kubelet says.
   *
   * @param memoryBytes its working set now
   * @param cpuSeconds the processor's time since its start
   */
  record Use(long memoryBytes, double cpuSeconds) {
    @Override
    public String toString() {
      return "%4d MiB, %5.1f s of CPU".formatted(memoryBytes >> 20, cpuSeconds);
    }
  }

  /** What the namespace's pods have used. */
  Map<String, Use> use() throws IOException, InterruptedException {
    Map<String, Use> use = new TreeMap<>();
    for (JsonNode node : JSON.readTree(kubectl("get", "nodes", "--output=json")).path("items")) {
      String path =
          "/api/v1/nodes/%s/proxy/stats/summary".formatted(node.at("/metadata/name").asText());
      for (JsonNode pod : JSON.readTree(kubectl("get", "--raw", path)).path("pods")) {
        if (pod.at("/podRef/namespace").asText().equals(namespace)) {
          use.put(
              pod.at("/podRef/name").asText(),
              new Use(
                  pod.at("/memory/workingSetBytes").asLong(),
                  pod.at("/cpu/usageCoreNanoSeconds").asLong() / 1e9));
        }
      }
    }
    return use;
  }

  /** What the namespace holds that did not come with it. */
  List<String> leftovers() throws IOException, InterruptedException {
    String kinds =
        "pods,deployments,replicasets,jobs,services,secrets,configmaps,serviceaccounts,roles,"
            + "rolebindings,networkpolicies,poddisruptionbudgets,horizontalpodautoscalers,"
            + "persistentvolumeclaims,ingresses";
    return objects(kinds).stream()
        .map(each -> each.path("kind").asText() + "/" + each.at("/metadata/name").asText())
        .filter(
            name ->
                !name.equals("ServiceAccount/default")
                    && !name.startsWith("Secret/default-token-")
                    && !name.equals("ConfigMap/kube-root-ca.crt"))
        .sorted()
        .toList();
  }

  void delete() throws IOException, InterruptedException {
    kubectl("delete", "namespace", namespace, "--wait=false");
  }
}
