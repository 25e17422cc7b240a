package io.tarn.catalog.browse;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import java.util.List;

/** Cuts a table's history into pages that stay in place while snapshots come and go. */
final class SnapshotPages {
  private SnapshotPages() {}

  /**
   * @param newestFirst the whole history
   * @throws ProblemException {@code INVALID_ARGUMENT} if the page's beginning has been expired
   */
  static Page<SnapshotDetail> page(List<SnapshotDetail> newestFirst, PageRequest page) {
    int from = 0;
    String after = page.after();
    if (after != null) {
      while (from < newestFirst.size() && !newestFirst.get(from).snapshotId().equals(after)) {
        from++;
      }
      if (from == newestFirst.size()) {
        throw new ProblemException(
            ErrorCode.INVALID_ARGUMENT,
            "pageToken: the snapshot where this page begins is gone; begin again without a token.");
      }
      from++;
    }
    int to = Math.min(newestFirst.size(), from + page.limit() + 1);
    return Page.cut(newestFirst.subList(from, to), page, SnapshotDetail::snapshotId);
  }
}
