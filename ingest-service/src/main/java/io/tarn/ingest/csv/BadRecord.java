package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be loaded, and the first reason.
 *
 * @param code {@code ROW_INVALID} or {@code VALUE_INVALID}
 * @param file the file's name
 * @param recordLine the line on which the record begins, from 1
 * @param line the line of the place that is wrong
 * @param recordByteOffset the record's offset in the decoded file, from 0
 * @param byteOffset the place's offset in the decoded file, from 0
 * @param field the number of the field, from 1
 * @param column the column's name; null if the field belongs to none
 * @param reason what is wrong, as a sentence
 * @param raw the record's text as it stands in the file, without its last newline
 */
public record BadRecord(
    ErrorCode code,
    String file,
    long recordLine,
    long line,
    long recordByteOffset,
    long byteOffset,
    int field,
    @Nullable String column,
    String reason,
    String raw) {

  /** The same as an element of a problem's {@code errors}. */
  public Place place() {
    return new Place(null, file, line, field, column, byteOffset, reason);
  }
}
