package io.tarn.local;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.ObjectStoreOptions;
import io.tarn.embedded.ObjectStoreServer;
import io.tarn.embedded.PostgresOptions;
import io.tarn.embedded.Secrets;
import io.tarn.embedded.ServiceSettings;
import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All parts of a lake in one folder, running: PostgreSQL and the four services as supervised
 * processes, the object store in this one. Thread-safe.
 */
final class Lake implements AutoCloseable {
  static final String POSTGRES = "postgres";
  static final String OBJECTS = "objects";

  /** The log of this process, in which the object store runs. */
  static final String LAUNCHER = "launcher";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final long LOG_BYTES = 8L << 20;

  private final Path home;
  private final DataFolder folder;
  private final LakePorts ports;
  private final LakeSecrets secrets;
  private final long reserveBytes;
  private final Narrator narrator;
  private final HttpClient http;
  private final List<RollingLog> logs = new ArrayList<>();
  private final Map<String, Supervisor> supervisors = new TreeMap<>();
  private final List<String> order = new ArrayList<>();
  private @Nullable ObjectStoreServer store;
  private boolean closed;

  /**
   * @param home the folder with the built services
   * @param folder the data folder, held by the caller
   */
  Lake(
      Path home,
      DataFolder folder,
      LakePorts ports,
      long reserveBytes,
      Narrator narrator,
      HttpClient http)
      throws IOException {
    this.home = home;
    this.folder = folder;
    this.ports = ports;
    this.secrets = new LakeSecrets(folder.secrets());
    this.reserveBytes = reserveBytes;
    this.narrator = narrator;
    this.http = http;
    LauncherLog.to(log(LAUNCHER));
  }

  String url() {
    return "http://127.0.0.1:" + ports.gateway();
  }

  LakeSecrets secrets() {
    return secrets;
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @throws LauncherException if a part does not start
   */
  void start() throws IOException, InterruptedException {
    CompletableFuture<Void> postgres =
        supervise(
            POSTGRES,
            new PostgresProgram(
                PostgresOptions.in(folder.postgres(), log(POSTGRES)).withPort(ports.postgres()),
                secrets.databasePasswords()));
    ObjectStoreServer objects = startObjectStore();
    await(List.of(postgres));
    List<CompletableFuture<Void>> services = new ArrayList<>();
    Readiness readiness = new Readiness(http);
    for (LakeService service : LakeService.values()) {
      Path work = folder.service(service);
      Path settings = work.resolve("service.properties");
      Secrets.write(settings, ServiceProgram.text(settings(service, objects)));
      services.add(
          supervise(
              service.label(),
              new ServiceProgram(
                  service,
                  home.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar"),
                  settings,
                  work,
                  ports.management(service),
                  log(service.label()),
                  readiness)));
    }
    await(services);
  }

  private ObjectStoreServer startObjectStore() throws IOException {
    synchronized (this) {
      requireOpen();
      ObjectStoreServer started =
          ObjectStoreServer.start(
              new ObjectStoreOptions(
                  folder.objects(),
                  ObjectStoreOptions.LOOPBACK,
                  ports.objects(),
                  secrets.s3AccessKey(),
                  secrets.s3SecretKey(),
                  ObjectStoreOptions.DEFAULT_BUCKETS,
                  reserveBytes));
      store = started;
      order.add(OBJECTS);
      changed(new Part(OBJECTS, Condition.READY, ProcessId.current(), 0, null));
      return started;
    }
  }

  private Map<String, String> settings(LakeService service, ObjectStoreServer objects)
      throws IOException {
    Map<String, String> settings =
        new TreeMap<>(
            ServiceSettings.of(
                service,
                "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + PostgresProgram.DATABASE,
                secrets.databasePassword(service),
                objects,
                secrets.keys()));
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(ports.main(service)));
    settings.put("quarkus.management.enabled", "true");
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", Integer.toString(ports.management(service)));
    // one set of keys for all services: none of them maps every one
    settings.put("smallrye.config.mapping.validate-unknown", "false");
    settings.put("tarn.local.parent-pid", Long.toString(ProcessHandle.current().pid()));
    settings.put("tarn.ingest.url", url(LakeService.INGEST));
    settings.put("tarn.catalog.url", url(LakeService.CATALOG));
    settings.put("tarn.query.url", url(LakeService.QUERY));
    if (service == LakeService.GATEWAY) {
      secrets.bootstrapKey();
      settings.put("tarn.bootstrap.key-file", secrets.bootstrapKeyFile().toString());
    }
    return settings;
  }

  private String url(LakeService service) {
    return "http://127.0.0.1:" + ports.main(service);
  }

  private CompletableFuture<Void> supervise(String name, Program program) {
    synchronized (this) {
      requireOpen();
      Supervisor supervisor = new Supervisor(name, program, Supervisor.Pace.USUAL, this::changed);
      supervisors.put(name, supervisor);
      order.add(name);
      return supervisor.start();
    }
  }

  private void await(List<CompletableFuture<Void>> parts) throws InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
    CompletableFuture<Void> firstFailure = new CompletableFuture<>();
    for (CompletableFuture<Void> part : parts) {
      var _ =
          part.exceptionally(
              failure -> {
                firstFailure.completeExceptionally(failure);
                return null;
              });
    }
    try {
      CompletableFuture.anyOf(all, firstFailure)
          .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LauncherException known) {
        throw known;
      }
      throw new LauncherException(
          "The lake was not ready after %s: %s.".formatted(Text.of(START_LIMIT), waitedFor()), e);
    }
  }

  private synchronized String waitedFor() {
    List<String> unready = new ArrayList<>();
    for (Part part : parts()) {
      if (part.condition() != Condition.READY) {
        unready.add(
            "%s is not (%s; see %s)"
                .formatted(part.name(), part.detail(), folder.log(part.name())));
      }
    }
    return String.join(", ", unready);
  }

  private RollingLog log(String name) {
    RollingLog log = new RollingLog(folder.log(name), LOG_BYTES);
    synchronized (this) {
      logs.add(log);
    }
    return log;
  }

  private synchronized List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (String name : order) {
      Supervisor supervisor = supervisors.get(name);
      parts.add(
          supervisor == null
              ? new Part(OBJECTS, Condition.READY, ProcessId.current(), 0, null)
              : supervisor.part());
    }
    return parts;
  }

  private void changed(Part part) {
    narrator.changed(part);
    synchronized (this) {
      if (closed) {
        return;
      }
      List<Part> parts = parts();
      boolean ready =
          parts.size() == LakeService.values().length + 2
              && parts.stream().allMatch(each -> each.condition() == Condition.READY);
      try {
        new LakeState(
                ProcessId.current(),
                ready,
                url(),
                "http://127.0.0.1:" + ports.objects(),
                ports.postgres(),
                parts)
            .write(folder.state());
      } catch (IOException e) {
        narrator.warn("The lake's state cannot be written to %s: %s".formatted(folder.state(), e));
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new LauncherException("The lake was stopped while it started.");
    }
  }

  /** Stops everything in order, services first; returns when nothing runs any more. */
  @Override
  public void close() throws IOException, InterruptedException {
    List<Supervisor> services;
    synchronized (this) {
      closed = true;
      services =
          supervisors.values().stream().filter(each -> !each.name().equals(POSTGRES)).toList();
    }
    services.forEach(Supervisor::requestStop);
    for (Supervisor service : services) {
      service.awaitStop();
    }
    Supervisor postgres;
    synchronized (this) {
      if (store != null) {
        store.close();
        store = null;
      }
      postgres = supervisors.get(POSTGRES);
    }
    if (postgres != null) {
      postgres.awaitStop();
    }
    synchronized (this) {
      logs.forEach(RollingLog::close);
    }
    try {
      Files.deleteIfExists(folder.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
