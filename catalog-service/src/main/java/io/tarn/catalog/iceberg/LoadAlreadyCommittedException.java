package io.tarn.catalog.iceberg;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A commit that brings a load which the table already has. Its REST answer is 409 with this class's
 * name as the type, as a client that sees it has to look for its load, not to try again.
 */
public class LoadAlreadyCommittedException extends RuntimeException {
  /**
   * @param snapshots the loads, each with the snapshot that brought it
   */
  LoadAlreadyCommittedException(Map<UUID, Long> snapshots) {
    super(
        "Already committed to this table: "
            + snapshots.entrySet().stream()
                .map(each -> "load %s by snapshot %d".formatted(each.getKey(), each.getValue()))
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
