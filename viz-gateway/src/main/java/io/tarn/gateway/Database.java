package io.tarn.gateway;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Gives the features their access to the gateway's schema. */
class Database {
  @Produces
  @Singleton
  static Jdbi jdbi(AgroalDataSource source) {
    return Jdbi.create(source);
  }
}
