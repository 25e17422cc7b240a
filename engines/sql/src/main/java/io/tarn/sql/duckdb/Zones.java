package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.DateTimeText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the time zone of timestamps with time zone. DuckDB's have none, so the zone must be the
 * same for all values of an expression and known while the statement is written.
 */
final class Zones {
  private final Writing writing;

  Zones(Writing writing) {
    this.writing = writing;
  }

  /** The zone; null for values that have none. */
  @Nullable ZoneId of(Expression expression) {
    if (!(expression.type() instanceof Timestamp timestamp) || !timestamp.withZone()) {
      return null;
    }
    return switch (expression) {
      case Expression.Constant(var _, ZonedDateTime value) -> value.getZone();
      case Expression.Constant _ -> ZoneOffset.UTC;
      case Expression.Reference(var symbol, var _) -> writing.zone(symbol);
      case Expression.Cast(var value, var _, var _, var spot) -> cast(value, spot);
      case Expression.Call(var function, var arguments, var _, var spot) ->
          call(function.name(), arguments, spot);
      case Expression.Case(var whens, var otherwise, var _) -> {
        List<Expression> results = new ArrayList<>();
        whens.forEach(when -> results.add(when.result()));
        results.add(otherwise);
        yield same(results);
      }
      case Expression.Switch(var _, var whens, var otherwise, var _) -> {
        List<Expression> results = new ArrayList<>();
        whens.forEach(when -> results.add(when.result()));
        results.add(otherwise);
        yield same(results);
      }
      case Expression.Coalesce(var operands, var _) -> same(operands);
      case Expression.NullIf(var value, var _, var _) -> of(value);
      case Expression.Try(var value, var _) -> of(value);
      case Expression.ScalarQuery(var _, var output, var _) -> writing.zone(output);
      case Expression.FieldOf _ -> ZoneOffset.UTC;
      default -> throw unknown(Spot.NONE);
    };
  }

  private @Nullable ZoneId cast(Expression value, Spot spot) {
    if (value.type() instanceof Timestamp from && from.withZone()) {
      return of(value);
    }
    if (value.type() instanceof DataType.Varchar || value.type() instanceof DataType.Char) {
      if (value instanceof Expression.Constant(var _, String text)) {
        try {
          return DateTimeText.timestamp(text).zoned().getZone();
        } catch (IllegalArgumentException | ArithmeticException e) {
          return ZoneOffset.UTC;
        }
      }
      throw unknown(spot);
    }
    return ZoneOffset.UTC;
  }

  private @Nullable ZoneId call(String function, List<Expression> arguments, Spot spot) {
    return switch (function) {
      case "at_timezone", "with_timezone" -> constant(arguments.get(1), spot);
      case "from_unixtime" ->
          arguments.size() == 2 ? constant(arguments.get(1), spot) : ZoneOffset.UTC;
      case "from_iso8601_timestamp", "from_iso8601_timestamp_nanos", "parse_datetime" ->
          throw unknown(spot);
      default -> {
        List<Expression> zoned =
            arguments.stream()
                .filter(argument -> argument.type() instanceof Timestamp type && type.withZone())
                .toList();
        yield zoned.isEmpty() ? ZoneOffset.UTC : same(zoned);
      }
    };
  }

  static ZoneId constant(Expression expression, Spot spot) {
    if (expression instanceof Expression.Constant(var _, String name)) {
      try {
        return DateTimeText.zone(name);
      } catch (IllegalArgumentException e) {
        throw Writing.notSupported(spot, "The time zone '" + name + "'");
      }
    }
    throw Writing.notSupported(spot, "A time zone that is not constant");
  }

  private @Nullable ZoneId same(List<Expression> expressions) {
    @Nullable ZoneId zone = null;
    for (Expression expression : expressions) {
      if (expression instanceof Expression.Constant(var _, var value) && value == null) {
        continue;
      }
      ZoneId next = of(expression);
      if (zone != null && !zone.equals(next)) {
        throw unknown(Spot.NONE);
      }
      zone = next;
    }
    return zone == null ? ZoneOffset.UTC : zone;
  }

  /** The zone of one column of given rows. */
  @Nullable ZoneId ofColumn(List<List<Expression>> rows, int column) {
    if (rows.isEmpty() || of(rows.getFirst().get(column)) == null) {
      return null;
    }
    return same(rows.stream().map(row -> row.get(column)).toList());
  }

  /** The zone of one output of all inputs, which are written already. */
  @Nullable ZoneId ofOutputs(List<Plan> inputs, int index) {
    List<Expression> references = new ArrayList<>();
    for (Plan input : inputs) {
      Symbol output = input.outputs().get(index);
      references.add(new Expression.Reference(output));
    }
    return of(references.getFirst()) == null ? null : same(references);
  }

  private static RuntimeException unknown(Spot spot) {
    return Writing.notSupported(
        spot, "A timestamp with time zone whose zone may differ from row to row");
  }
}
