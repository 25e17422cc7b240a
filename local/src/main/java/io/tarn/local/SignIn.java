package io.tarn.local;

import io.tarn.embedded.Secrets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The first key of a lake and the link with which its owner signs in. */
final class SignIn {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private SignIn() {}

  /** The link with the owner's key in its fragment; the key is made at the first start. */
  static String link(HttpClient http, String url, LakeSecrets secrets)
      throws IOException, InterruptedException {
    return url + "/#key=" + ownerKey(http, url, secrets);
  }

  private static String ownerKey(HttpClient http, String url, LakeSecrets secrets)
      throws IOException, InterruptedException {
    Path file = secrets.ownerKeyFile();
    if (Files.exists(file)) {
      String key = Secrets.keptIn(file);
      if (new GatewayClient(http, url, key).isAccepted()) {
        return key;
      }
    }
    String key =
        new GatewayClient(http, url, secrets.bootstrapKey()).createKey("owner-" + stamp(), "admin");
    Secrets.write(file, key);
    return key;
  }

  /** The local time, for names that are unique to the second. */
  static String stamp() {
    return ZonedDateTime.now(ZoneId.systemDefault()).format(STAMP);
  }
}
