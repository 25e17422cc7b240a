package io.tarn.rest;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The PostgreSQL database, 15 or later, in which each service has a role and a schema. */
@ConfigMapping(prefix = "tarn.database")
public interface DatabaseConfig {
  /**
   * Its JDBC address; where it is not on this machine, with {@code sslmode=verify-full}, and {@code
   * sslrootcert} (a file with its authority) or {@code
   * sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory} (those that Java trusts).
   */
  Optional<String> url();

  /** The service's role: {@code ingest}, {@code catalog}, {@code query} or {@code viz}. */
  Optional<String> user();

  /** The role's password. */
  Optional<String> password();
}
