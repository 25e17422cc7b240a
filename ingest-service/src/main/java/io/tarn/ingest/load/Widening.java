package io.tarn.ingest.load;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;

/** Which casts keep every value. */
final class Widening {
  private Widening() {}

  static boolean keeps(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    return switch (to) {
      case Simple simple ->
          switch (simple) {
            case BIGINT -> from == Simple.INTEGER;
            case DOUBLE -> from == Simple.REAL || from == Simple.INTEGER;
            default -> false;
          };
      case Decimal wide when from instanceof Decimal narrow ->
          wide.scale() >= narrow.scale()
              && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale();
      case Decimal wide when from == Simple.INTEGER -> wide.precision() - wide.scale() >= 10;
      case Decimal wide when from == Simple.BIGINT -> wide.precision() - wide.scale() >= 19;
      default -> false;
    };
  }
}
