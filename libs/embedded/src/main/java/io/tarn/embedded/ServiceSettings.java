package io.tarn.embedded;

import java.util.Map;
import java.util.TreeMap;

/** The configuration by which a service finds the embedded servers and knows who it is. */
public final class ServiceSettings {
  private ServiceSettings() {}

  /**
   * The keys for one service; addresses of other services and its own ports are not among them.
   *
   * @param databaseUrl the JDBC address of the database
   * @param databasePassword the password of the service's role
   */
  public static Map<String, String> of(
      LakeService service,
      String databaseUrl,
      String databasePassword,
      ObjectStoreServer store,
      IdentityKeys keys) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("tarn.database.url", databaseUrl);
    settings.put("tarn.database.user", service.schema());
    settings.put("tarn.database.password", databasePassword);
    settings.put("tarn.s3.endpoint", store.endpoint().toString());
    settings.put("tarn.s3.region", "us-east-1");
    settings.put("tarn.s3.access-key", store.accessKey());
    settings.put("tarn.s3.secret-key", store.secretKey());
    settings.put("tarn.s3.path-style", "true");
    settings.put("tarn.store.folder", store.folder().toAbsolutePath().toString());
    for (String bucket : ObjectStoreOptions.DEFAULT_BUCKETS) {
      settings.put("tarn.buckets." + bucket, bucket);
    }
    settings.put("tarn.identity.name", service.label());
    settings.put("tarn.identity.private-key", keys.privateKey(service).toString());
    settings.put("tarn.identity.trusted-keys", keys.trustedKeys().toString());
    return settings;
  }
}
