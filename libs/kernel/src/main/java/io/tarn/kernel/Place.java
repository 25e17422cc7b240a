package io.tarn.kernel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in the caller's input something is wrong, and why: one element of a problem's {@code
 * errors}.
 *
 * @param pointer JSON pointer into the request's body (RFC 6901)
 * @param file name of the file, as the caller gave it
 * @param line line, from 1
 * @param column column within the line, from 1, in characters (SQL), or the number of the field
 *     within the record (CSV)
 * @param field name of the table's column
 * @param byteOffset offset from the start of the decoded file, from 0
 * @param reason what is wrong there, as a sentence
 */
public record Place(
    @Nullable String pointer,
    @Nullable String file,
    @Nullable Long line,
    @Nullable Integer column,
    @Nullable String field,
    @Nullable Long byteOffset,
    String reason) {

  public Place {
    Objects.requireNonNull(reason);
  }

  public static Place atPointer(String pointer, String reason) {
    return new Place(pointer, null, null, null, null, null, reason);
  }

  public static Place atLine(long line, int column, String reason) {
    return new Place(null, null, line, column, null, null, reason);
  }
}
