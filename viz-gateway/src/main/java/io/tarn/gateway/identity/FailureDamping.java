package io.tarn.gateway.identity;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Makes guessing slow: an address that sent too many refused credentials within a minute has to
 * wait, but for credentials that were good of late. Holds at most a fixed number of addresses and
 * ids. Thread-safe.
 */
@ApplicationScoped
class FailureDamping {
  private static final int MAX_ENTRIES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private record Failures(Instant since, int count) {}

  private final int maxFailures;
  private final InstantSource clock;
  private final Map<String, Failures> failures = bounded();
  private final Map<UUID, Instant> good = bounded();

  @Inject
  FailureDamping(IdentitySettings.Damping settings) {
    this(settings.failuresPerMinute(), InstantSource.system());
  }

  FailureDamping(int maxFailures, InstantSource clock) {
    this.maxFailures = maxFailures;
    this.clock = clock;
  }

  /**
   * Lets a credential be looked up, or not.
   *
   * @param id the public part of the credential
   * @throws ProblemException {@code TOO_MANY_REQUESTS}
   */
  synchronized void admit(String address, UUID id) {
    Failures past = failures.get(address);
    boolean exceeded =
        past != null
            && past.count() >= maxFailures
            && clock.instant().isBefore(past.since().plus(WINDOW));
    if (exceeded && !good.containsKey(id)) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "Too many keys that are not valid came from this address; wait a minute.");
    }
  }

  synchronized void succeeded(UUID id) {
    good.put(id, clock.instant());
  }

  synchronized void failed(String address, UUID id) {
    Instant now = clock.instant();
    good.remove(id);
    failures.merge(
        address,
        new Failures(now, 1),
        (past, one) ->
            now.isBefore(past.since().plus(WINDOW))
                ? new Failures(past.since(), past.count() + 1)
                : one);
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_ENTRIES;
      }
    };
  }
}
