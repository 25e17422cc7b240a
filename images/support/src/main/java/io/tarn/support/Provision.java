package io.tarn.support;

import io.tarn.embedded.Durably;
import io.tarn.embedded.IdentityKeys;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.PostgresAdministrator;
import io.tarn.embedded.PostgresServer;
import io.tarn.embedded.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code provision}: gives a release's Secrets what they lack, and a PostgreSQL the lake's
 * database, roles and schemas. What is there stays as it is, but for the roles' passwords: run it
 * as often as you like.
 *
 * <ul>
 *   <li>{@code --identity=SECRET}: a key pair for each service, and the public keys of all
 *   <li>{@code --random=SECRET:KEY,KEY}: random text under these keys
 *   <li>{@code --database=URL --administrator=FOLDER --passwords=FOLDER}: the database; the folders
 *       hold {@code username} and {@code password}, and a password for each role
 * </ul>
 */
final class Provision {
  private Provision() {}

  static void run(Options options) throws Exception {
    if (options.one("identity").isPresent() || options.one("random").isPresent()) {
      ReleaseSecrets secrets = ReleaseSecrets.ofThisPod();
      for (String name : options.all("identity")) {
        secrets.complete(name, keys(), Provision::identity);
      }
      for (String random : options.all("random")) {
        int colon = random.indexOf(':');
        Set<String> wanted = Set.of(random.substring(colon + 1).split(",", -1));
        secrets.complete(random.substring(0, colon), wanted, Provision::random);
      }
    }
    if (options.one("database").isPresent()) {
      database(options);
    }
  }

  /** The keys of an identity Secret. */
  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(Set.of("trusted.jwks"));
    for (LakeService service : LakeService.values()) {
      keys.add(service.label() + ".jwk");
    }
    return keys;
  }

  /** All of them, whatever is wanted: the public keys are those of all private ones. */
  private static Map<String, String> identity(Map<String, String> present, Set<String> wanted)
      throws IOException {
    Path folder = Files.createTempDirectory("identity");
    try {
      for (Map.Entry<String, String> key : present.entrySet()) {
        Secrets.write(folder.resolve(key.getKey()), key.getValue());
      }
      IdentityKeys keys = IdentityKeys.in(folder);
      Map<String, String> all = new TreeMap<>();
      all.put("trusted.jwks", Files.readString(keys.trustedKeys()));
      for (LakeService service : LakeService.values()) {
        Path file = keys.privateKey(service);
        all.put(service.label() + ".jwk", Files.readString(file));
      }
      return all;
    } finally {
      Durably.deleteTree(folder);
    }
  }

  private static Map<String, String> random(Map<String, String> present, Set<String> wanted) {
    Map<String, String> all = new TreeMap<>(present);
    wanted.forEach(key -> all.computeIfAbsent(key, missing -> Secrets.random()));
    return all;
  }

  private static void database(Options options) throws IOException, SQLException {
    String url = options.required("database");
    Map<String, String> passwords = new TreeMap<>();
    for (LakeService service : LakeService.values()) {
      passwords.put(service.schema(), options.secret("passwords", service.schema()));
    }
    PostgresServer.provision(
        PostgresAdministrator.of(
            url,
            options.secret("administrator", "username"),
            options.secret("administrator", "password")),
        PostgresAdministrator.database(url),
        passwords);
    System.out.println(
        "The database %s has the roles and schemas %s"
            .formatted(PostgresAdministrator.database(url), List.copyOf(passwords.keySet())));
  }
}
