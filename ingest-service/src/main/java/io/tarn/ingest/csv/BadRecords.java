package io.tarn.ingest.csv;

import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.List;

/**
 * Decides what becomes of a file with records that cannot be loaded: {@link FirstErrors} refuses
 * it, a quarantine keeps them and lets the good ones go on. Called from the thread that reads.
 */
public interface BadRecords {

  /**
   * Takes a record that is not in the spool. What makes the whole file unreadable, such as a quote
   * that is never closed, is thrown instead and does not come here.
   *
   * @throws ProblemException to refuse the file at once
   */
  void take(BadRecord record);

  /**
   * Is told that the file was read to its end.
   *
   * @throws ProblemException to refuse the file
   */
  void end();

  /** Places to be told together with a fault that makes the whole file unreadable. */
  default List<Place> places() {
    return List.of();
  }
}
