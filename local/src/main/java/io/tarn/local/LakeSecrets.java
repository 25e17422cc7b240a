package io.tarn.local;

import io.tarn.embedded.IdentityKeys;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The secrets of a lake, made at its first start, each in a file that only its owner can read. */
final class LakeSecrets {
  private final Path folder;
  private final IdentityKeys keys;

  LakeSecrets(Path folder) throws IOException {
    this.folder = folder;
    this.keys = IdentityKeys.in(folder.resolve("keys"));
  }

  /** The services' key pairs. */
  IdentityKeys keys() {
    return keys;
  }

  String s3AccessKey() throws IOException {
    return Secrets.keptIn(folder.resolve("s3-access-key"));
  }

  String s3SecretKey() throws IOException {
    return Secrets.keptIn(folder.resolve("s3-secret-key"));
  }

  /** The password of the service's database role. */
  String databasePassword(LakeService service) throws IOException {
    return Secrets.keptIn(folder.resolve("database-" + service.schema()));
  }

  /** The password of each database role. */
  Map<String, String> databasePasswords() throws IOException {
    Map<String, String> passwords = new HashMap<>();
    for (LakeService service : Arrays.asList(LakeService.values())) {
      passwords.put(service.schema(), databasePassword(service));
    }
    return passwords;
  }

  /** The file with the secret by which the launcher is known to the gateway. */
  Path bootstrapKeyFile() {
    return folder.resolve("bootstrap-key");
  }

  String bootstrapKey() throws IOException {
    return Secrets.keptIn(bootstrapKeyFile());
  }

  /** The file with the first key, that of the sign-in link. */
  Path ownerKeyFile() {
    return folder.resolve("owner-key");
  }
}
