package io.tarn.gateway.proxy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings of the connections to the services. */
@ConfigMapping(prefix = "tarn.proxy")
interface ProxySettings {
  /** How long a connection may take to be made. */
  @WithDefault("PT2S")
  @DurationMin(millis = 100)
  Duration connectTimeout();

  /** How long a request or its answer may pause before it is given up; streams of events may. */
  @WithDefault("PT5M")
  @DurationMin(seconds = 1)
  Duration idleTimeout();

  /** How long an unused connection is kept: shorter than a service that ends still answers. */
  @WithDefault("PT5S")
  @DurationMin(seconds = 1)
  Duration keepAlive();

  /** How often a request is sent, as long as it cannot have been handled or may be repeated. */
  @WithDefault("5")
  @Min(1) @Max(10) int attempts();

  /** How many requests to one service may be under way at once. */
  @WithDefault("256")
  @Min(1) @Max(10_000) int maxConnections();

  /** How many more requests may wait for one that ends. */
  @WithDefault("1000")
  @Min(0) int maxWaiting();
}
