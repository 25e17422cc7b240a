package io.tarn.ingest.csv;

import java.util.List;

/**
 * Looks at the values of each record of the right width: infers the columns' types, or checks the
 * values against them. Not thread-safe.
 */
sealed interface Values permits InferredValues, DeclaredValues {
  /** What {@link #check} gives for a good record. */
  int GOOD = -1;

  /** The index of the first field whose value is refused, or {@link #GOOD}. */
  int check(byte[] bytes, RecordScanner record);

  /** Whether NULL may stand in a field. */
  boolean acceptsNull(int field);

  /** Why the value is refused, as a sentence. */
  String reason(byte[] bytes, RecordScanner record, int field);

  /** The columns in the order in which they are loaded, and where they are in this spool. */
  List<SpoolColumn> columns(SpoolWriter spool);
}
