package io.tarn.rest.audit;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Writes each {@link AuditEntry} as one line of JSON, in the log category {@code io.tarn.audit}.
 */
@ApplicationScoped
class AuditLog {
  private static final Logger LOG = Logger.getLogger("io.tarn.audit");

  private final String service;

  AuditLog(@ConfigProperty(name = "quarkus.application.name") String service) {
    this.service = service;
  }

  void write(@Observes AuditEntry entry) {
    LOG.info(new JsonObject(entry.fields(service)).encode());
  }
}
