package io.tarn.gateway.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings of dashboards. */
@ConfigMapping(prefix = "tarn.dashboards")
interface DashboardSettings {
  /** How long the query of a tile may take, from its turn on. */
  @WithDefault("PT30S")
  @DurationMin(seconds = 1)
  @DurationMax(seconds = 60)
  Duration tileTimeout();

  /** How many rows a tile shows at most; what is beyond is left out, and that is said. */
  @WithDefault("5000")
  @Min(1) @Max(50_000) int maxRows();

  /** How many queries of dashboards may run at once in this gateway. */
  @WithDefault("16")
  @Min(1) @Max(1_000) int maxConcurrentQueries();
}
