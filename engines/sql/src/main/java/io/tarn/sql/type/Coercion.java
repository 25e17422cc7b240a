package io.tarn.sql.type;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trino's implicit conversions (its documentation, "Conversion functions", and its behaviour). */
public final class Coercion {
  private Coercion() {}

  /** Whether a value of one type may stand, without a cast, where the other is wanted. */
  public static boolean possible(DataType from, DataType to) {
    Meeting meeting = meet(from, to);
    return meeting != null && meeting.coercible();
  }

  /** The type to which both convert, null if there is none. */
  public static @Nullable DataType common(DataType first, DataType second) {
    Meeting meeting = meet(first, second);
    return meeting == null ? null : meeting.type();
  }

  /** The type to which all convert, null if there is none. */
  public static @Nullable DataType common(List<DataType> types) {
    @Nullable DataType common = types.getFirst();
    for (DataType type : types.subList(1, types.size())) {
      common = common(common, type);
      if (common == null) {
        return null;
      }
    }
    return common;
  }

  /**
   * @param type what both convert to
   * @param coercible whether the second type is it
   */
  private record Meeting(DataType type, boolean coercible) {}

  private static @Nullable Meeting meet(DataType from, DataType to) {
    if (from.equals(to) || from == Simple.UNKNOWN) {
      return new Meeting(to, true);
    }
    if (to == Simple.UNKNOWN) {
      return new Meeting(from, false);
    }
    if (Types.base(from).equals(Types.base(to))) {
      return meetSameBase(from, to);
    }
    DataType raised = raise(from, Types.base(to));
    if (raised != null) {
      return meet(raised, to);
    }
    DataType other = raise(to, Types.base(from));
    if (other != null) {
      Meeting meeting = meet(from, other);
      return meeting == null ? null : new Meeting(meeting.type(), false);
    }
    return null;
  }

  private static @Nullable Meeting meetSameBase(DataType from, DataType to) {
    return switch (from) {
      case Decimal a when to instanceof Decimal b -> {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        DataType common = new Decimal(Math.min(Decimal.MAX_PRECISION, whole + scale), scale);
        yield new Meeting(common, common.equals(to));
      }
      case Varchar a when to instanceof Varchar b -> {
        DataType common =
            a.length() == null || b.length() == null
                ? Varchar.UNBOUNDED
                : new Varchar(Math.max(a.length(), b.length()));
        yield new Meeting(common, common.equals(to));
      }
      case Char a when to instanceof Char b -> {
        DataType common = new Char(Math.max(a.length(), b.length()));
        yield new Meeting(common, common.equals(to));
      }
      case Timestamp a when to instanceof Timestamp b -> {
        DataType common = new Timestamp(Math.max(a.precision(), b.precision()), a.withZone());
        yield new Meeting(common, common.equals(to));
      }
      case Time a when to instanceof Time b -> {
        DataType common = new Time(Math.max(a.precision(), b.precision()), a.withZone());
        yield new Meeting(common, common.equals(to));
      }
      case Array a when to instanceof Array b -> {
        Meeting element = meet(a.element(), b.element());
        yield element == null ? null : new Meeting(new Array(element.type()), element.coercible());
      }
      case Map a when to instanceof Map b -> {
        Meeting key = meet(a.key(), b.key());
        Meeting value = meet(a.value(), b.value());
        yield key == null || value == null
            ? null
            : new Meeting(new Map(key.type(), value.type()), key.coercible() && value.coercible());
      }
      case Row a when to instanceof Row b -> meetRows(a, b);
      default -> null;
    };
  }

  private static @Nullable Meeting meetRows(Row from, Row to) {
    if (from.fields().size() != to.fields().size()) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    boolean coercible = true;
    for (int i = 0; i < from.fields().size(); i++) {
      Field a = from.fields().get(i);
      Field b = to.fields().get(i);
      Meeting field = meet(a.type(), b.type());
      if (field == null) {
        return null;
      }
      coercible &= field.coercible();
      String name = a.name() != null && a.name().equals(b.name()) ? a.name() : null;
      fields.add(new Field(name, field.type()));
    }
    return new Meeting(new Row(fields), coercible);
  }

  /** The narrowest type of that base to which the type converts, null if there is none. */
  public static @Nullable DataType raise(DataType type, String base) {
    if (Types.base(type).equals(base)) {
      return type;
    }
    return switch (type) {
      case Simple simple -> raiseSimple(simple, base);
      case Decimal _ -> floating(base);
      case Char character -> base.equals("varchar") ? new Varchar(character.length()) : null;
      case Time time when !time.withZone() ->
          base.equals("time with time zone") ? new Time(time.precision(), true) : null;
      case Timestamp timestamp when !timestamp.withZone() ->
          base.equals("timestamp with time zone")
              ? new Timestamp(timestamp.precision(), true)
              : null;
      default -> null;
    };
  }

  private static @Nullable DataType raiseSimple(Simple type, String base) {
    return switch (type) {
      case UNKNOWN -> nothing(base);
      case TINYINT -> raiseWhole(0, 3, base);
      case SMALLINT -> raiseWhole(1, 5, base);
      case INTEGER -> raiseWhole(2, 10, base);
      case BIGINT -> raiseWhole(3, 19, base);
      case REAL -> base.equals("double") ? Simple.DOUBLE : null;
      case DATE ->
          switch (base) {
            case "timestamp" -> new Timestamp(0, false);
            case "timestamp with time zone" -> new Timestamp(0, true);
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable DataType nothing(String base) {
    return switch (base) {
      case "varchar" -> new Varchar(0);
      case "char" -> new Char(0);
      case "decimal" -> new Decimal(1, 0);
      case "time" -> new Time(3, false);
      case "time with time zone" -> new Time(3, true);
      case "timestamp" -> new Timestamp(3, false);
      case "timestamp with time zone" -> new Timestamp(3, true);
      case "array", "map", "row", "tinyint", "smallint", "uuid" -> null;
      default -> {
        for (Simple simple : Simple.values()) {
          if (simple.toString().equals(base)) {
            yield simple;
          }
        }
        yield null;
      }
    };
  }

  private static final List<Simple> WHOLE =
      List.of(Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT);

  private static @Nullable DataType raiseWhole(int width, int digits, String base) {
    for (Simple wider : WHOLE.subList(width + 1, WHOLE.size())) {
      if (wider.toString().equals(base)) {
        return wider;
      }
    }
    return base.equals("decimal") ? new Decimal(digits, 0) : floating(base);
  }

  private static @Nullable DataType floating(String base) {
    return switch (base) {
      case "real" -> Simple.REAL;
      case "double" -> Simple.DOUBLE;
      default -> null;
    };
  }
}
