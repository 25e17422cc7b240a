package io.tarn.ingest.load;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.lake.Cancellation;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.LakeWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a load to its end: prepare its files unless that was done before, then
 * commit. What goes wrong is written into the ledger: the file's fault ends the load, ours
 * postpones it.
 */
@ApplicationScoped
class LoadAttempt {
  private static final Logger LOG = Logger.getLogger(LoadAttempt.class);

  /** So many attempts in short order look like a restart to the caller, not like a failure. */
  private static final int QUIET_ATTEMPTS = 8;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private final Ledger ledger;
  private final LoadPreparation preparation;
  private final LakeWriter lake;
  private final LoadConfig config;

  LoadAttempt(Ledger ledger, LoadPreparation preparation, LakeWriter lake, LoadConfig config) {
    this.ledger = ledger;
    this.preparation = preparation;
    this.lake = lake;
    this.config = config;
  }

  void run(Load load, UUID lease, Cancellation cancellation) {
    try {
      if (load.cancelWanted()) {
        end(load, lease, LoadState.CANCELLED, null);
        return;
      }
      if (load.attempts() > config.maxAttempts() && !isOutage(load.error())) {
        end(load, lease, LoadState.FAILED, gaveUp(load));
        return;
      }
      if (load.prepared() == null) {
        preparation.prepare(load, lease, cancellation);
      }
      cancellation.check();
      ledger.commit(load.table(), ready -> commit(load, ready));
      LOG.infof("Load %s of %s: attempt %d is over", load.id(), load.table(), load.attempts());
    } catch (ProblemException e) {
      fail(load, lease, cancellation, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "Load %s failed at attempt %d", load.id(), load.attempts());
      fail(
          load,
          lease,
          cancellation,
          new ProblemException(
              ErrorCode.INTERNAL_ERROR,
              "Something went wrong inside Tarn (request id " + load.requestId() + ").",
              e));
    }
  }

  /**
   * Commits what is ready, with the rights of each caller: that another's loads cannot be committed
   * is for their own workers to find out.
   */
  private Map<UUID, CommitOutcome> commit(Load own, List<Load> ready) {
    Map<Caller, List<Load>> byCaller = new LinkedHashMap<>();
    for (Load load : ready) {
      byCaller.computeIfAbsent(load.caller(), caller -> new ArrayList<>()).add(load);
    }
    Map<UUID, CommitOutcome> outcomes = new HashMap<>();
    byCaller.forEach(
        (caller, loads) -> {
          try {
            outcomes.putAll(
                lake.commit(
                    caller,
                    own.table(),
                    loads.stream().map(load -> Objects.requireNonNull(load.prepared())).toList()));
          } catch (ProblemException e) {
            if (caller.equals(own.caller())) {
              throw e;
            }
            LOG.infof("Loads of %s by %s wait: %s", own.table(), caller.principal(), e.code());
          }
        });
    return outcomes;
  }

  /** Ends a load without rows, unless a commit of it has landed whose answer never came. */
  private void end(Load load, UUID lease, LoadState state, @Nullable LoadError error) {
    Optional<Long> snapshot =
        load.prepared() == null
            ? Optional.empty()
            : lake.landed(load.caller(), load.table(), load.id());
    if (snapshot.isPresent()) {
      ledger.landed(lease, snapshot.get());
    } else {
      ledger.end(lease, state, error);
    }
  }

  private void fail(Load load, UUID lease, Cancellation cancellation, ProblemException e) {
    LoadError error = LoadError.of(e);
    if (cancellation.isCancelled()) {
      Load present = ledger.require(load.id());
      if (present.cancelWanted()) {
        end(present, lease, LoadState.CANCELLED, null);
      }
      return;
    }
    switch (e.code()) {
      case SERVICE_UNAVAILABLE,
          INTERNAL_ERROR,
          PRECONDITION_FAILED,
          CONFLICT,
          EXCEEDED_MEMORY_LIMIT ->
          ledger.postpone(
              lease,
              load.attempts() <= QUIET_ATTEMPTS ? LoadState.RECEIVED : LoadState.FAILED,
              error,
              pause(load.attempts()));
      case STORAGE_FULL ->
          ledger.postpone(lease, LoadState.FAILED, error, LONGEST_PAUSE.dividedBy(4));
      default -> {
        LOG.infof("Load %s of %s is rejected: %s", load.id(), load.table(), e.code());
        end(ledger.require(load.id()), lease, LoadState.REJECTED, error);
      }
    }
  }

  private static Duration pause(int attempts) {
    Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** What passes by itself: then a load is tried for as long as it takes. */
  private static boolean isOutage(@Nullable LoadError error) {
    return error != null
        && (error.code() == ErrorCode.SERVICE_UNAVAILABLE
            || error.code() == ErrorCode.STORAGE_FULL);
  }

  private static LoadError gaveUp(Load load) {
    LoadError last = load.error();
    String detail =
        "The load was tried %d times in vain: retry it when the cause is mended."
            .formatted(load.attempts() - 1);
    return last == null
        ? new LoadError(ErrorCode.INTERNAL_ERROR, detail, List.of())
        : new LoadError(last.code(), detail + " Last: " + last.detail(), last.errors());
  }
}
