package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.lake.Cancellation;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.LakeWriter;
import io.tarn.lake.PreparedLoad;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

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
        cancellation.cancel();
      }
      if (load.attempts() > config.maxAttempts()) {
        ledger.end(lease, LoadState.FAILED, gaveUp(load));
        return;
      }
      if (load.prepared() == null) {
        preparation.prepare(load, lease, cancellation);
      }
      cancellation.check();
      ledger.commit(load.table(), this::commit);
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

  private Map<UUID, CommitOutcome> commit(List<Load> ready) {
    List<PreparedLoad> prepared =
        ready.stream().map(load -> Objects.requireNonNull(load.prepared())).toList();
    Load first = ready.getFirst();
    return lake.commit(first.caller(), first.table(), prepared);
  }

  private void fail(Load load, UUID lease, Cancellation cancellation, ProblemException e) {
    LoadError error = LoadError.of(e);
    if (cancellation.isCancelled()) {
      boolean wanted = ledger.find(load.id()).map(Load::cancelWanted).orElse(false);
      if (wanted) {
        ledger.end(lease, LoadState.CANCELLED, null);
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
        ledger.end(lease, LoadState.REJECTED, error);
      }
    }
  }

  private static Duration pause(int attempts) {
    Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
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
