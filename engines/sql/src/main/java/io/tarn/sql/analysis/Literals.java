package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.kernel.type.TypeText;
import io.tarn.sql.tree.Bytes;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.type.DateTimeText;
import io.tarn.sql.type.IntervalText;
import io.trino.sql.tree.BinaryLiteral;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.CompositeIntervalQualifier;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalField;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.SimpleIntervalQualifier;
import io.trino.sql.tree.StringLiteral;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The constants that literals denote. */
final class Literals {
  private static final Pattern DECIMAL =
      Pattern.compile("([+-]?)(\\d(?:_?\\d)*)?(?:\\.(\\d(?:_?\\d)*)?)?");

  private Literals() {}

  static Constant read(Literal node) {
    return switch (node) {
      case NullLiteral _ -> Constant.nothing(Simple.UNKNOWN);
      case BooleanLiteral literal -> new Constant(Simple.BOOLEAN, literal.getValue());
      case LongLiteral literal -> whole(literal.getParsedValue());
      case DoubleLiteral literal -> new Constant(Simple.DOUBLE, literal.getValue());
      case DecimalLiteral literal -> decimal(node, literal.getValue());
      case StringLiteral literal -> text(literal.getValue());
      case BinaryLiteral literal -> new Constant(Simple.VARBINARY, new Bytes(literal.getValue()));
      case IntervalLiteral literal -> interval(literal);
      case GenericLiteral literal -> generic(literal);
      default -> throw Problems.notSupported(node, "This literal");
    };
  }

  static Constant whole(long value) {
    boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
    return new Constant(small ? Simple.INTEGER : Simple.BIGINT, value);
  }

  static Constant text(String value) {
    return new Constant(new Varchar(value.codePointCount(0, value.length())), value);
  }

  private static Constant decimal(Literal node, String text) {
    Matcher matcher = DECIMAL.matcher(text);
    if (!matcher.matches() || (matcher.group(2) == null && matcher.group(3) == null)) {
      throw invalid(node, text, "DECIMAL");
    }
    String whole = digits(matcher.group(2)).replaceFirst("^0+", "");
    String fraction = digits(matcher.group(3));
    int precision = Integer.max(1, whole.length() + fraction.length());
    if (precision > Decimal.MAX_PRECISION) {
      throw invalid(node, text, "DECIMAL");
    }
    BigDecimal value = new BigDecimal(matcher.group(1) + "0" + whole + "." + fraction + "0");
    return new Constant(
        new Decimal(precision, fraction.length()), value.setScale(fraction.length()));
  }

  private static String digits(@org.jspecify.annotations.Nullable String group) {
    return group == null ? "" : group.replace("_", "");
  }

  private static Constant interval(IntervalLiteral node) {
    IntervalText.Field from;
    IntervalText.Field to;
    switch (node.qualifier()) {
      case SimpleIntervalQualifier simple -> {
        from = field(simple.getField());
        to = from;
      }
      case CompositeIntervalQualifier composite -> {
        from = field(composite.getFrom());
        to = field(composite.getTo());
      }
    }
    boolean months = to.compareTo(IntervalText.Field.DAY) < 0;
    if (from.compareTo(to) > 0 || (!months && from.compareTo(IntervalText.Field.DAY) < 0)) {
      throw Problems.at(ErrorCode.SYNTAX_ERROR, node, "Invalid INTERVAL qualifier");
    }
    try {
      long value =
          months
              ? IntervalText.months(node.getValue(), from, to)
              : IntervalText.millis(node.getValue(), from, to);
      long signed = node.getSign() == IntervalLiteral.Sign.NEGATIVE ? -value : value;
      return new Constant(
          months ? Simple.INTERVAL_YEAR_TO_MONTH : Simple.INTERVAL_DAY_TO_SECOND, signed);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid(node, node.getValue(), "INTERVAL");
    }
  }

  private static IntervalText.Field field(IntervalField field) {
    return IntervalText.Field.valueOf(field.name());
  }

  private static Constant generic(GenericLiteral node) {
    String value = node.getValue();
    String name = node.getType().toLowerCase(Locale.ENGLISH);
    try {
      return switch (name) {
        case "char" ->
            new Constant(new Char(value.codePointCount(0, value.length())), trimmed(value));
        case "time" -> time(value);
        case "timestamp" -> timestamp(value);
        case "decimal" -> decimal(node, value);
        default -> typed(node, type(node), value);
      };
    } catch (IllegalArgumentException e) {
      throw invalid(node, value, name.toUpperCase(Locale.ENGLISH));
    } catch (ArithmeticException e) {
      throw Problems.notSupported(node, "A fraction of a second with more than nine digits");
    }
  }

  private static DataType type(GenericLiteral node) {
    try {
      return TypeText.parse(node.getType().toLowerCase(Locale.ENGLISH));
    } catch (ProblemException e) {
      throw TypeReader.isForeign(node.getType())
          ? Problems.notSupported(node, "The type " + node.getType())
          : Problems.at(e.code(), node, e.detail());
    }
  }

  private static Constant typed(GenericLiteral node, DataType type, String value) {
    return switch (type) {
      case Simple simple ->
          switch (simple) {
            case BOOLEAN -> new Constant(type, truth(value));
            case TINYINT -> new Constant(type, (long) Byte.parseByte(value));
            case SMALLINT -> new Constant(type, (long) Short.parseShort(value));
            case INTEGER -> new Constant(type, (long) Integer.parseInt(value));
            case BIGINT -> new Constant(type, Long.parseLong(value));
            case REAL -> new Constant(type, Float.parseFloat(value));
            case DOUBLE -> new Constant(type, Double.parseDouble(value));
            case DATE -> new Constant(type, DateTimeText.date(value));
            case UUID -> new Constant(type, uuid(value));
            case VARBINARY ->
                new Constant(
                    type, new Bytes(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            default -> throw Problems.notSupported(node, "A literal of type " + type);
          };
      case Varchar varchar ->
          new Constant(
              varchar,
              varchar.length() == null
                  ? value
                  : value.substring(
                      0,
                      value.offsetByCodePoints(
                          0,
                          Integer.min(varchar.length(), value.codePointCount(0, value.length())))));
      default -> throw Problems.notSupported(node, "A literal of type " + type);
    };
  }

  private static Constant time(String value) {
    DateTimeText.TimeOfDay time = DateTimeText.time(value);
    return time.offset() == null
        ? new Constant(new Time(time.precision(), false), time.local())
        : new Constant(new Time(time.precision(), true), time.zoned());
  }

  private static Constant timestamp(String value) {
    DateTimeText.Stamp stamp = DateTimeText.timestamp(value);
    return stamp.zone() == null
        ? new Constant(new Timestamp(stamp.precision(), false), stamp.local())
        : new Constant(new Timestamp(stamp.precision(), true), stamp.zoned());
  }

  private static boolean truth(String value) {
    return switch (value.toLowerCase(Locale.ENGLISH)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static String uuid(String value) {
    if (value.length() != 36) {
      throw new IllegalArgumentException(value);
    }
    return UUID.fromString(value).toString();
  }

  private static String trimmed(String value) {
    return value.replaceFirst(" +$", "");
  }

  private static ProblemException invalid(Literal node, String value, String type) {
    return Problems.at(
        ErrorCode.INVALID_LITERAL, node, "'%s' is not a valid %s literal".formatted(value, type));
  }
}
