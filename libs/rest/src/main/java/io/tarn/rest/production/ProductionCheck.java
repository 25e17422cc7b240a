package io.tarn.rest.production;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Stops the start of a production service whose settings are unsafe, before it serves anybody. */
@ApplicationScoped
class ProductionCheck {
  private static final Logger LOG = Logger.getLogger(ProductionCheck.class);

  void check(
      @Observes @Priority(1) StartupEvent event, ProductionConfig production, Config config) {
    if (!production.enabled()) {
      return;
    }
    ProductionRules rules =
        new ProductionRules(
            key -> config.getOptionalValue(key, String.class), config.getPropertyNames());
    rules.warnings().forEach(warning -> LOG.warn(warning.toString()));
    List<UnsafeSetting> unsafe = rules.refusals();
    if (!unsafe.isEmpty()) {
      throw new IllegalStateException(
          unsafe.stream()
              .map(UnsafeSetting::toString)
              .collect(
                  Collectors.joining(
                      "\n  ",
                      "tarn.production=true refuses this configuration:\n  ",
                      "\n(for a trial, set tarn.production=false)")));
    }
  }
}
