package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.trino.sql.tree.AtTimeZone;
import io.trino.sql.tree.CurrentCatalog;
import io.trino.sql.tree.CurrentDate;
import io.trino.sql.tree.CurrentSchema;
import io.trino.sql.tree.CurrentTime;
import io.trino.sql.tree.CurrentTimestamp;
import io.trino.sql.tree.CurrentUser;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.Format;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.LocalTime;
import io.trino.sql.tree.LocalTimestamp;
import io.trino.sql.tree.Overlay;
import io.trino.sql.tree.Trim;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forms that have their own syntax: the present time, EXTRACT, TRIM and the like. */
final class SpecialForms {
  private static final int DEFAULT_PRECISION = 3;
  private static final int NANOS_DIGITS = 9;

  private final ExpressionAnalyzer expressions;

  SpecialForms(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression analyse(io.trino.sql.tree.Expression node) {
    FunctionAnalyzer functions = new FunctionAnalyzer(expressions);
    return switch (node) {
      case CurrentTimestamp now -> now(now.getPrecision());
      case LocalTimestamp now -> {
        int precision = now.getPrecision().orElse(DEFAULT_PRECISION);
        yield new Constant(new Timestamp(precision, false), local(precision));
      }
      case LocalTime now -> {
        int precision = now.getPrecision().orElse(DEFAULT_PRECISION);
        yield new Constant(new Time(precision, false), local(precision).toLocalTime());
      }
      case CurrentTime now -> {
        int precision = now.getPrecision().orElse(DEFAULT_PRECISION);
        yield new Constant(
            new Time(precision, true), local(precision).toLocalTime().atOffset(ZoneOffset.UTC));
      }
      case CurrentDate _ -> new Constant(Simple.DATE, local(0).toLocalDate());
      case CurrentUser _ -> {
        expressions.context().markUnrepeatable();
        yield new Constant(Varchar.UNBOUNDED, expressions.context().session().principal());
      }
      case CurrentCatalog _ -> new Constant(Varchar.UNBOUNDED, TableNames.CATALOG);
      case CurrentSchema _ ->
          new Constant(Varchar.UNBOUNDED, expressions.context().session().database());
      case Extract extract ->
          functions.call(
              node, field(extract), List.of(expressions.analyse(extract.getExpression())));
      case Trim trim -> trim(functions, trim);
      case Overlay overlay -> {
        List<Expression> arguments =
            new ArrayList<>(
                expressions.analyse(
                    List.of(overlay.getValue(), overlay.getReplacement(), overlay.getStart())));
        overlay.getLength().ifPresent(length -> arguments.add(expressions.analyse(length)));
        yield functions.call(node, "$overlay", arguments);
      }
      case Format format ->
          functions.call(node, "$format", expressions.analyse(format.getArguments()));
      case AtTimeZone at ->
          functions.call(
              node, "at_timezone", expressions.analyse(List.of(at.getValue(), at.getTimeZone())));
      case LambdaExpression _ ->
          throw Problems.at(
              ErrorCode.TYPE_MISMATCH,
              node,
              "Lambda expression should always be used inside a function");
      default -> throw Problems.notSupported(node, node.getClass().getSimpleName());
    };
  }

  /** A function whose value is the statement's, null if the name is no such function. */
  @Nullable Expression named(FunctionCall node, String name) {
    if (!node.getArguments().isEmpty()) {
      return null;
    }
    return switch (name) {
      case "now" -> now(Optional.empty());
      case "current_timezone" -> new Constant(Varchar.UNBOUNDED, "UTC");
      default -> null;
    };
  }

  private Expression now(Optional<Integer> digits) {
    int precision = digits.orElse(DEFAULT_PRECISION);
    return new Constant(
        new Timestamp(precision, true), ZonedDateTime.of(local(precision), ZoneOffset.UTC));
  }

  /** The statement's start in UTC, cut to so many digits of the second. */
  private LocalDateTime local(int precision) {
    expressions.context().markUnrepeatable();
    LocalDateTime start =
        LocalDateTime.ofInstant(expressions.context().session().start(), ZoneOffset.UTC);
    int unit = 1;
    for (int digit = precision; digit < NANOS_DIGITS; digit++) {
      unit *= 10;
    }
    return start.withNano(start.getNano() / unit * unit);
  }

  private static String field(Extract node) {
    return switch (node.getField().name()) {
      case "DAY_OF_MONTH" -> "day";
      case "DOW" -> "day_of_week";
      case "DOY" -> "day_of_year";
      case "YOW" -> "year_of_week";
      default -> node.getField().name().toLowerCase(Locale.ROOT);
    };
  }

  private Expression trim(FunctionAnalyzer functions, Trim node) {
    List<Expression> arguments = new ArrayList<>();
    arguments.add(expressions.analyse(node.getTrimSource()));
    node.getTrimCharacter().ifPresent(what -> arguments.add(expressions.analyse(what)));
    return functions.call(node, node.getSpecification().getFunctionName(), arguments);
  }
}
