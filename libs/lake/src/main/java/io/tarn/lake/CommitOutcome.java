package io.tarn.lake;

/** What became of one load in a commit. */
public sealed interface CommitOutcome {
  /**
   * Its rows are visible, by this commit or by an earlier one of the same load.
   *
   * @param snapshotId the snapshot that brought them
   */
  record Committed(long snapshotId) implements CommitOutcome {}

  /** The table is no longer the one that the files were written for: plan and write again. */
  record Outdated() implements CommitOutcome {}
}
