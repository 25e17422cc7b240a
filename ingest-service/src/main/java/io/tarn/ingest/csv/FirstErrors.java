package io.tarn.ingest.csv;

import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file with any bad record: keeps the first places, counts the others, and stops reading
 * when there are hopelessly many. For one file and one thread.
 */
public final class FirstErrors implements BadRecords {
  private static final int KEPT = 20;
  private static final int COUNTED = 1_000;

  private final List<Place> places = new ArrayList<>();
  private @Nullable BadRecord first;
  private long count;

  @Override
  public void take(BadRecord record) {
    if (first == null) {
      first = record;
    }
    count++;
    if (places.size() < KEPT) {
      places.add(record.place());
    }
    if (count == COUNTED) {
      throw problem(record.file(), "At least 1,000 rows");
    }
  }

  @Override
  public void end() {
    if (first != null) {
      throw problem(first.file(), count == 1 ? "One row" : count + " rows");
    }
  }

  @Override
  public List<Place> places() {
    return List.copyOf(places);
  }

  private ProblemException problem(String file, String howMany) {
    BadRecord shown = first;
    if (shown == null) {
      throw new IllegalStateException("There is no error in " + file);
    }
    return new ProblemException(
        shown.code(),
        "%s of %s cannot be loaded, so nothing of it was. Line %d, field %d%s: %s"
            .formatted(
                howMany,
                file,
                shown.line(),
                shown.field(),
                shown.column() == null ? "" : " (" + shown.column() + ")",
                shown.reason()),
        places);
  }
}
