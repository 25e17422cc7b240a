package io.tarn.catalog.iceberg;

import io.tarn.lake.LakeProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** The ids of loads that snapshots carry in their summaries. */
final class LoadIds {
  private LoadIds() {}

  /** The loads of a commit's new snapshots, each with its snapshot's id. */
  static Map<UUID, Long> of(UpdateTableRequest request) {
    return of(
        request.updates().stream()
            .filter(MetadataUpdate.AddSnapshot.class::isInstance)
            .map(update -> ((MetadataUpdate.AddSnapshot) update).snapshot())
            .toList());
  }

  /**
   * The loads of some snapshots, each with its snapshot's id.
   *
   * @throws BadRequestException if an id is no UUID, or stands in two of them
   */
  static Map<UUID, Long> of(Iterable<Snapshot> snapshots) {
    Map<UUID, Long> loads = new LinkedHashMap<>();
    for (Snapshot snapshot : snapshots) {
      String ids =
          snapshot.summary() == null ? null : snapshot.summary().get(LakeProperties.LOAD_IDS);
      if (ids == null || ids.isBlank()) {
        continue;
      }
      for (String id : ids.split(",", -1)) {
        UUID load = parse(id.strip());
        Long other = loads.put(load, snapshot.snapshotId());
        if (other != null) {
          throw new BadRequestException(
              "%s: the load %s stands there twice.", LakeProperties.LOAD_IDS, load);
        }
      }
    }
    return loads;
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e, "%s: '%s' is no UUID.", LakeProperties.LOAD_IDS, id);
    }
  }
}
