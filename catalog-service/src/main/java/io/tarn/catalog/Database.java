package io.tarn.catalog;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The service's PostgreSQL schema. */
public class Database {
  @Produces
  @Singleton
  Jdbi jdbi(DataSource dataSource) {
    return Jdbi.create(dataSource);
  }
}
