package io.tarn.system;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.tarn.system.Checkout.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lake started as people start it, by {@code ./tarn up}, on a data folder and a free port. Ends
 * with the test, and with the JVM.
 */
public final class Lake implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String READY = "Stop with Ctrl-C.";
  private static final Pattern STATUS_LINE =
      Pattern.compile("^  (\\S+) +(ready|unready|starting|restarting|stopped) +(\\d+)? .*");

  private final Path data;
  private final int port;
  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Duration startTime;
  private @Nullable Output demo;

  private Lake(Path data, int port, Process process) throws InterruptedException {
    this.data = data;
    this.port = port;
    this.process = process;
    Instant begun = Instant.now();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    Thread.ofPlatform().daemon().start(this::read);
    awaitOutput(Pattern.quote(READY), LIMIT);
    this.startTime = Duration.between(begun, Instant.now());
  }

  /** Starts a lake and returns when it is ready. */
  public static Lake start(Path data, String... options) throws IOException, InterruptedException {
    return start(data, freePort(), options);
  }

  /** Starts a lake on a port and returns when it is ready. */
  public static Lake start(Path data, int port, String... options)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--data", data.toString(), "--port", Integer.toString(port)));
    arguments.addAll(Arrays.asList(options));
    return start(data, port, Checkout.tarn(arguments));
  }

  /** Starts a lake by a command of the test's making. */
  static Lake start(Path data, int port, ProcessBuilder command)
      throws IOException, InterruptedException {
    return new Lake(data, port, command.redirectErrorStream(true).start());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public Path data() {
    return data;
  }

  public int port() {
    return port;
  }

  /** The lake's address, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** How long it took until all was ready, the demo's data loaded if that was asked for. */
  public Duration startTime() {
    return startTime;
  }

  /** The process of {@code up}. */
  public ProcessHandle launcher() {
    return process.toHandle();
  }

  /** A key with the role, made at the first call. */
  public String key(String role) {
    return keys.computeIfAbsent(role, this::newKey);
  }

  private String newKey(String role) {
    try {
      String name = "test-%s-%d".formatted(role, process.pid()); // a lake may be started again
      Output output = tarn("key", "--role", role, "--name", name);
      if (output.exitCode() != 0) {
        throw new IllegalStateException("No key: " + output.err());
      }
      return output.out().strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A request of somebody with the role: {@code lake.as("analyst").get("/api/v1/me")}. */
  public RequestSpecification as(String role) {
    return anonymous().header("Authorization", "Bearer " + key(role));
  }

  /** Loads the sample pack at the first call, by {@code ./tarn demo}; what that said. */
  public synchronized Output demo() {
    if (demo == null) {
      try {
        demo = tarn("demo");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (demo.exitCode() != 0) {
        throw new IllegalStateException("The sample pack was not loaded: " + demo.err());
      }
    }
    return demo;
  }

  /** A request of somebody without a key. */
  public RequestSpecification anonymous() {
    return given().baseUri(url()).urlEncodingEnabled(true);
  }

  /** The link with which its owner signs in. */
  public String signInLink() {
    return output().stream()
        .filter(line -> line.startsWith("Sign in: "))
        .map(line -> line.substring("Sign in: ".length()))
        .findFirst()
        .orElseThrow();
  }

  /** Runs another command of {@code ./tarn} on this lake. */
  public Output tarn(String command, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
    all.addAll(Arrays.asList(arguments));
    return Checkout.run(all.toArray(String[]::new));
  }

  /** The process ids of its parts, as {@code status} says. */
  public Map<String, Long> processes() throws IOException, InterruptedException {
    Map<String, Long> processes = new HashMap<>();
    tarn("status")
        .out()
        .lines()
        .map(STATUS_LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(3) != null)
        .forEach(line -> processes.put(line.group(1), Long.parseLong(line.group(3))));
    return processes;
  }

  /** What {@code up} has printed so far. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** Waits until a line of its output matches. */
  public void awaitOutput(String regex, Duration atMost) throws InterruptedException {
    awaitOutput(regex, 1, atMost);
  }

  /** Waits until so many lines of its output match. */
  private void awaitOutput(String regex, long times, Duration atMost) throws InterruptedException {
    Instant deadline = Instant.now().plus(atMost);
    synchronized (output) {
      while (count(regex) < times) {
        long millis = Duration.between(Instant.now(), deadline).toMillis();
        if (millis <= 0 || (!process.isAlive() && output.contains(END))) {
          throw new AssertionError(
              "No line '%s' in the output of up:%n%s"
                  .formatted(regex, String.join(System.lineSeparator(), output)));
        }
        output.wait(millis);
      }
    }
  }

  private long count(String regex) {
    Pattern pattern = Pattern.compile(regex);
    synchronized (output) {
      return output.stream().filter(line -> pattern.matcher(line).find()).count();
    }
  }

  /** Ends a part with SIGKILL, and returns when it is ready again. */
  public void crash(String part) throws IOException, InterruptedException {
    String again = Pattern.quote(part + " is ready again");
    long before = count(again);
    ProcessHandle.of(processes().get(part)).orElseThrow().destroyForcibly();
    awaitOutput(again, before + 1, LIMIT);
  }

  private static final String END = "(up has ended)";

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
      process.waitFor();
    } catch (IOException e) {
      add("(the output broke off: " + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    add(END);
  }

  private void add(String line) {
    synchronized (output) {
      output.add(line);
      output.notifyAll();
    }
  }

  /** Asks {@code up} to stop, as Ctrl-C does; its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** Ends {@code up} with SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits for the end of {@code up}; its exit code. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("up does not end: " + output());
    }
    return process.exitValue();
  }

  /** Stops the lake; its data stays. */
  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
