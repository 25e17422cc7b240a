package io.tarn.system.kubernetes;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.UpgradeCommand;
import io.tarn.system.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A release of the chart with the values for development, by Helm itself. */
final class ChartRelease {
  private static final Path CHART = Checkout.root().resolve("helm/tarn");

  private final Cluster cluster;
  private final String name;
  private final Map<String, Object> settings = new TreeMap<>();

  ChartRelease(Cluster cluster, String name, String repository) {
    this.cluster = cluster;
    this.name = name;
    settings.put("image.repository", repository);
  }

  /** The name of a part's objects. */
  String object(String part) {
    return name + "-" + part;
  }

  /** A setting that this and all later upgrades have. */
  void set(String key, Object value) {
    settings.put(key, value);
  }

  /** {@code helm upgrade --install --wait}. */
  Release upgrade(Duration timeout) {
    return command(timeout).call();
  }

  /**
   * {@code helm upgrade --atomic} with one more setting, by which the new pods never become ready:
   * Helm rolls back.
   *
   * @throws IllegalStateException as Helm fails
   */
  void upgradeInVain(String key, Object value, Duration timeout) {
    command(timeout).set(key, value).atomic().call();
  }

  private UpgradeCommand command(Duration timeout) {
    UpgradeCommand command =
        new Helm(CHART)
            .upgrade()
            .withName(name)
            .withNamespace(cluster.namespace())
            .install()
            .withValuesFile(CHART.resolve("values-dev.yaml"))
            .waitReady()
            .withTimeout((int) timeout.toSeconds());
    settings.forEach(command::set);
    kubeconfig().ifPresent(command::withKubeConfig);
    return command;
  }

  /** {@code helm test}. */
  Release test(Duration timeout) {
    var command =
        Helm.test(name).withNamespace(cluster.namespace()).withTimeout((int) timeout.toSeconds());
    kubeconfig().ifPresent(command::withKubeConfig);
    return command.call();
  }

  /** {@code helm status}. */
  Release status() {
    var command = Helm.list().withNamespace(cluster.namespace());
    kubeconfig().ifPresent(command::withKubeConfig);
    return command.call().stream()
        .filter(release -> release.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** {@code helm uninstall}. */
  void uninstall() {
    var command = Helm.uninstall(name).withNamespace(cluster.namespace()).ignoreNotFound();
    kubeconfig().ifPresent(command::withKubeConfig);
    command.call();
  }

  private static Optional<Path> kubeconfig() {
    return Optional.ofNullable(System.getenv("KUBECONFIG"))
        .filter(file -> !file.isBlank())
        .map(Path::of);
  }
}
