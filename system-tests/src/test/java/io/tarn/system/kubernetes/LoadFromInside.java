package io.tarn.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A pod in which {@link Visitors} run, so that they meet the Service as a pod of a user's does. */
final class LoadFromInside {
  private static final String POD = "visitors";
  private static final int VISITORS = 4;

  private final Cluster cluster;
  private final String gateway;
  private final String key;

  private LoadFromInside(Cluster cluster, String gateway, String key) {
    this.cluster = cluster;
    this.gateway = gateway;
    this.key = key;
  }

  /** What is done to the lake while they visit. */
  @FunctionalInterface
  interface Disturbance {
    void run() throws Exception;
  }

  /**
   * Starts the pod.
   *
   * @param image one with a JRE on its path
   */
  static LoadFromInside in(Cluster cluster, String image, String gateway, String key)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("tarn-visitors");
    Path jar = scratch.resolve("visitors.jar");
    pack(jar);
    cluster.kubectl("create", "configmap", POD, "--from-file=" + jar);
    Path manifest = scratch.resolve("pod.yaml");
    Files.writeString(
        manifest,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 1
          securityContext: {runAsNonRoot: true, runAsUser: 10001}
          containers:
            - name: %1$s
              image: %2$s
              imagePullPolicy: IfNotPresent
              command: [java, -Xmx32m, -XX:+UseSerialGC, -cp, /visitors/visitors.jar, %3$s, idle]
              volumeMounts: [{name: program, mountPath: /visitors, readOnly: true}]
          volumes: [{name: program, configMap: {name: %1$s}}]
        """
            .formatted(POD, image, Visitors.class.getName()));
    cluster.kubectl("apply", "--filename", manifest.toString());
    cluster.kubectl("wait", "pod/" + POD, "--for=condition=Ready", "--timeout=120s");
    return new LoadFromInside(cluster, gateway, key);
  }

  /** Disturbs the lake while they visit; the last line of what they saw. */
  String during(Disturbance disturbance) throws Exception {
    Process process =
        new ProcessBuilder(
                cluster.command(
                    "exec",
                    "--stdin",
                    POD,
                    "--",
                    "java",
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    "/visitors/visitors.jar",
                    Visitors.class.getName(),
                    gateway,
                    key,
                    Integer.toString(VISITORS)))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("running");
      Thread.sleep(Duration.ofSeconds(3)); // some visits before
      disturbance.run();
      Thread.sleep(Duration.ofSeconds(5)); // and after
      process.getOutputStream().close();
      List<String> lines = said.lines().toList();
      lines.stream().filter(line -> line.startsWith("failure")).forEach(System.out::println);
      return lines.getLast();
    } finally {
      process.destroy();
    }
  }

  void delete() throws IOException, InterruptedException {
    cluster.kubectl("delete", "pod/" + POD, "configmap/" + POD, "--wait=true");
  }

  private static void pack(Path jar) throws IOException {
    Path classes = Path.of(System.getProperty("user.dir"), "target/test-classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("Visitors")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
      }
    }
  }
}
