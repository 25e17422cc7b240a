package io.tarn.support;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.PostgresOptions;
import io.tarn.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@code postgres}: PostgreSQL with the lake's database, roles and schemas, for trials. */
final class TrialPostgres {
  private static final String DATABASE = "tarn";
  private static final int MAX_CONNECTIONS = 150;

  private TrialPostgres() {}

  static void run(Options options) throws Exception {
    Map<String, String> passwords = new TreeMap<>();
    for (LakeService service : LakeService.values()) {
      passwords.put(service.schema(), options.secret("secrets", service.schema()));
    }
    Path folder = Path.of(options.required("folder"));
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "programs");
    Files.createDirectories(cache);
    PostgresServer server =
        PostgresServer.start(
            new PostgresOptions(
                folder, cache, "*", options.port(), MAX_CONNECTIONS, System.out::println));
    server.provision(DATABASE, passwords);
    System.out.println("PostgreSQL is ready on port " + server.port());
    Termination.await(server.onExit(), server);
  }
}
