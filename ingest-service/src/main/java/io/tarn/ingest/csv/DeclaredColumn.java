package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values of one column against the type that its table has. The texts allowed are those
 * from which the type would be inferred, so that what is loaded reads back the same; a type that is
 * never inferred has the texts that its doc says. Not thread-safe.
 */
final class DeclaredColumn {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int UUID_LENGTH = 36;

  /** What is checked. */
  private enum Check {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    REAL,
    DOUBLE,
    DATE,
    TIME,
    TIMESTAMP,
    ZONED,
    UUID,
    VARCHAR
  }

  private final Column column;
  private final Check check;
  private final NumberText number;
  private final TimeText time;

  /** The range of an integer type, the digits of a decimal, a fraction or a varchar. */
  private final long least;

  private final long most;

  /**
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED} if text of the type is not defined here
   */
  DeclaredColumn(Column column, NumberText number, TimeText time) {
    this.column = column;
    this.number = number;
    this.time = time;
    this.check = check(column);
    switch (column.type()) {
      case Simple.TINYINT -> {
        least = Byte.MIN_VALUE;
        most = Byte.MAX_VALUE;
      }
      case Simple.SMALLINT -> {
        least = Short.MIN_VALUE;
        most = Short.MAX_VALUE;
      }
      case Simple.INTEGER -> {
        least = Integer.MIN_VALUE;
        most = Integer.MAX_VALUE;
      }
      case Decimal(int precision, int scale) -> {
        least = (long) precision - scale;
        most = scale;
      }
      case Time(int precision, _) -> {
        least = 0;
        most = precision;
      }
      case Timestamp(int precision, _) -> {
        least = 0;
        most = precision;
      }
      case Varchar(@Nullable Integer length) -> {
        least = 0;
        most = length == null ? Long.MAX_VALUE : length;
      }
      default -> {
        least = Long.MIN_VALUE;
        most = Long.MAX_VALUE;
      }
    }
  }

  private static Check check(Column column) {
    return switch (column.type()) {
      case Simple.BOOLEAN -> Check.BOOLEAN;
      case Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT -> Check.INTEGER;
      case Simple.REAL -> Check.REAL;
      case Simple.DOUBLE -> Check.DOUBLE;
      case Simple.DATE -> Check.DATE;
      case Simple.UUID -> Check.UUID;
      case Decimal _ -> Check.DECIMAL;
      case Varchar _ -> Check.VARCHAR;
      case Time t when !t.withZone() && t.precision() <= TimeText.MAX_FRACTION_DIGITS -> Check.TIME;
      case Timestamp t when t.precision() <= TimeText.MAX_FRACTION_DIGITS ->
          t.withZone() ? Check.ZONED : Check.TIMESTAMP;
      default ->
          throw new ProblemException(
              ErrorCode.TYPE_NOT_SUPPORTED,
              "The column %s is of type %s, which a CSV file cannot be loaded into."
                  .formatted(column.name(), column.type()));
    };
  }

  /** Whether an empty value may stand there: NULL, or the empty string if it is quoted text. */
  boolean acceptsEmpty(boolean quoted) {
    return column.nullable() || (quoted && check == Check.VARCHAR);
  }

  /** Whether a value, which is not empty, is of the type. */
  boolean accepts(byte[] b, int from, int to) {
    return switch (check) {
      case BOOLEAN -> InferredColumn.isBoolean(b, from, to);
      case INTEGER -> isInteger(b, from, to);
      case DECIMAL -> isDecimal(b, from, to);
      case REAL -> isNotFinite(b, from, to) || (number.read(b, from, to) && number.fitsReal());
      case DOUBLE ->
          IntegerText.isShort(b, from, to)
              || isNotFinite(b, from, to)
              || (number.read(b, from, to) && !number.isBeyondDouble() && number.fitsDouble());
      case DATE -> time.read(b, from, to) == TimeText.Kind.DATE;
      case TIME -> time.read(b, from, to) == TimeText.Kind.TIME && time.fractionDigits() <= most;
      case TIMESTAMP ->
          time.read(b, from, to) == TimeText.Kind.TIMESTAMP && time.fractionDigits() <= most;
      case ZONED -> time.read(b, from, to) == TimeText.Kind.ZONED && time.fractionDigits() <= most;
      case UUID -> to - from == UUID_LENGTH && UUID.matcher(Text.of(b, from, to)).matches();
      case VARCHAR -> to - from <= most || Text.codePoints(b, from, to) <= most;
    };
  }

  private boolean isInteger(byte[] b, int from, int to) {
    int digits = IntegerText.digits(b, from, to);
    if (digits == 0 || !IntegerText.isBigint(b, from, to, digits)) {
      return false;
    }
    if (most == Long.MAX_VALUE) {
      return true;
    }
    long value = IntegerText.value(b, from, to);
    return value >= least && value <= most;
  }

  private boolean isDecimal(byte[] b, int from, int to) {
    return number.read(b, from, to)
        && !number.hasExponent()
        && !number.isNegativeZero()
        && number.integerDigits() <= least
        && number.scale() <= most;
  }

  private static boolean isNotFinite(byte[] b, int from, int to) {
    if (b[to - 1] != 'N' && b[to - 1] != 'y') {
      return false;
    }
    String text = Text.of(b, from, Math.min(to, from + 10));
    return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
  }

  /** Why a value is refused, as a sentence that begins with the value. */
  String reason(String excerpt) {
    return "'%s' does not fit the column's type %s: expected %s."
        .formatted(excerpt, column.type(), expected(column.type()));
  }

  private String expected(DataType type) {
    return switch (check) {
      case BOOLEAN -> "true or false";
      case INTEGER ->
          "an integer from %d to %d, without leading zeros, spaces or plus sign"
              .formatted(least, most);
      case DECIMAL ->
          "a number of at most %d digits before the point and %d after it, without exponent or leading zeros"
              .formatted(least, most);
      case REAL, DOUBLE ->
          "a number as 12, -0.5 or 1e-9 whose digits a %s keeps, or NaN, Infinity or -Infinity"
              .formatted(type);
      case DATE -> "a date as 2026-01-31";
      case TIME -> "a time as 10:00:00 with at most %d digits after the point".formatted(most);
      case TIMESTAMP ->
          "a date and time as 2026-01-31 10:00:00 without offset, with at most %d digits after the point"
              .formatted(most);
      case ZONED ->
          "a date and time with offset as 2026-01-31T10:00:00Z or …+09:00, with at most %d digits after the point"
              .formatted(most);
      case UUID -> "a UUID as 01234567-89ab-cdef-0123-456789abcdef";
      case VARCHAR -> "at most %d characters".formatted(most);
    };
  }

  /** Why an empty value is refused. */
  static String emptyReason() {
    return "The value is missing, but the column must not be NULL.";
  }
}
