package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.Arrays;

/**
 * The type that all values of one column have in common so far. Only texts that the type gives back
 * with the same meaning belong to it; anything else makes the column varchar, for good. Empty
 * values say nothing. Not thread-safe.
 */
final class InferredColumn {
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);

  private enum State {
    EMPTY,
    BIGINT,
    NUMBER,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    ZONED,
    TEXT
  }

  private final NumberText number;
  private final TimeText time;
  private State state = State.EMPTY;

  /** Only integers of more than bigint's range and bigints so far. */
  private boolean integers = true;

  private boolean exponents;
  private boolean negativeZeros;
  private boolean losesDigits;
  private int maxIntegerDigits;
  private int maxScale;

  InferredColumn(NumberText number, TimeText time) {
    this.number = number;
    this.time = time;
  }

  boolean isText() {
    return state == State.TEXT;
  }

  /** Looks at a value, which is not empty. */
  void accept(byte[] b, int from, int to) {
    switch (state) {
      case BIGINT -> {
        if (!bigint(b, from, to)) {
          state = number(b, from, to) ? State.NUMBER : State.TEXT;
        }
      }
      case NUMBER -> keep(bigint(b, from, to) || number(b, from, to));
      case BOOLEAN -> keep(isBoolean(b, from, to));
      case DATE -> keep(time.read(b, from, to) == TimeText.Kind.DATE);
      case TIMESTAMP -> keep(time.read(b, from, to) == TimeText.Kind.TIMESTAMP);
      case ZONED -> keep(time.read(b, from, to) == TimeText.Kind.ZONED);
      case EMPTY -> state = first(b, from, to);
      case TEXT -> {
        // nothing changes that
      }
    }
  }

  private void keep(boolean fits) {
    if (!fits) {
      state = State.TEXT;
    }
  }

  private State first(byte[] b, int from, int to) {
    if (bigint(b, from, to)) {
      return State.BIGINT;
    }
    if (number(b, from, to)) {
      return State.NUMBER;
    }
    if (isBoolean(b, from, to)) {
      return State.BOOLEAN;
    }
    return switch (time.read(b, from, to)) {
      case DATE -> State.DATE;
      case TIMESTAMP -> State.TIMESTAMP;
      case ZONED -> State.ZONED;
      case TIME, NONE -> State.TEXT;
    };
  }

  private boolean bigint(byte[] b, int from, int to) {
    int digits = IntegerText.digits(b, from, to);
    if (digits == 0 || !IntegerText.isBigint(b, from, to, digits)) {
      return false;
    }
    if (digits > maxIntegerDigits) {
      maxIntegerDigits = digits;
    }
    if (digits > IntegerText.SHORT_DIGITS && !losesDigits) {
      long value = IntegerText.value(b, from, to);
      losesDigits = (double) value == 0x1p63 || (long) (double) value != value;
    }
    return true;
  }

  private boolean number(byte[] b, int from, int to) {
    if (!number.read(b, from, to) || number.isBeyondDouble()) {
      return false;
    }
    integers &= number.scale() == 0 && !number.hasExponent() && !number.isNegativeZero();
    exponents |= number.hasExponent();
    negativeZeros |= number.isNegativeZero();
    maxIntegerDigits = Math.max(maxIntegerDigits, number.integerDigits());
    maxScale = Math.max(maxScale, number.scale());
    if (!losesDigits) {
      losesDigits = !number.fitsDouble();
    }
    return true;
  }

  static boolean isBoolean(byte[] b, int from, int to) {
    return Arrays.equals(b, from, to, TRUE, 0, TRUE.length)
        || Arrays.equals(b, from, to, FALSE, 0, FALSE.length);
  }

  /**
   * The type of the values seen.
   *
   * @param unknown the type if there were none
   */
  DataType type(DataType unknown) {
    return switch (state) {
      case EMPTY -> unknown;
      case TEXT -> Varchar.UNBOUNDED;
      case BIGINT -> Simple.BIGINT;
      case NUMBER -> numberType();
      case BOOLEAN -> Simple.BOOLEAN;
      case DATE -> Simple.DATE;
      case TIMESTAMP -> new Timestamp(TimeText.MAX_FRACTION_DIGITS, false);
      case ZONED -> new Timestamp(TimeText.MAX_FRACTION_DIGITS, true);
    };
  }

  private DataType numberType() {
    if (!integers && !losesDigits) {
      return Simple.DOUBLE;
    }
    int precision = Math.max(1, maxIntegerDigits + maxScale);
    if (exponents || negativeZeros || precision > Decimal.MAX_PRECISION) {
      return Varchar.UNBOUNDED;
    }
    return integers ? new Decimal(Decimal.MAX_PRECISION, 0) : new Decimal(precision, maxScale);
  }
}
