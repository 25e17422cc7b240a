package io.tarn.catalog.commits;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A commit as the stream tells it. */
@Schema(
    example =
        """
        {"sequence":42,"database":"oulad","table":"courses","operation":"append",\
        "snapshotId":"4210337745532183321","committedAt":"2026-11-01T09:30:00.123Z",\
        "principal":"launcher","origin":"load"}""")
record CommitEvent(
    @Schema(description = "Its place in the log, also the event's id") long sequence,
    String database,
    String table,
    @Schema(description = "create, append, overwrite, delete, replace, alter, rename or drop")
        String operation,
    @Schema(
            description =
                "The current snapshot after the commit, as text: it is beyond 2^53. Absent while"
                    + " the table has none")
        @Nullable String snapshotId,
    Instant committedAt,
    @Schema(description = "On whose behalf") String principal,
    @Schema(description = "load, sql, maintenance, or the engine's name") String origin) {

  static CommitEvent of(Commit commit) {
    return new CommitEvent(
        commit.sequence(),
        commit.table().database(),
        commit.table().table(),
        commit.operation().label(),
        commit.snapshotId() == null ? null : Long.toString(commit.snapshotId()),
        commit.committedAt(),
        commit.origin().principal(),
        commit.origin().engine());
  }

  /**
   * The sequence that a client read last, from {@code Last-Event-ID}.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  static long sequence(String lastEventId) {
    try {
      long sequence = Long.parseLong(lastEventId.strip());
      if (sequence >= 0) {
        return sequence;
      }
    } catch (NumberFormatException e) {
      throw foreign(lastEventId, e);
    }
    throw foreign(lastEventId, null);
  }

  private static ProblemException foreign(String id, @Nullable Throwable cause) {
    ProblemException problem =
        new ProblemException(
            ErrorCode.INVALID_ARGUMENT,
            "Last-Event-ID: '%s' is no event of this stream.".formatted(id));
    if (cause != null) {
      problem.initCause(cause);
    }
    return problem;
  }
}
