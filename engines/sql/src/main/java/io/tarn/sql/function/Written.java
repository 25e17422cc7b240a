package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A function's application while it is written: gives its arguments' texts and types. */
public interface Written {
  int size();

  /** The text of the argument at that index, from 0; may be used any number of times. */
  String text(int index);

  Expression argument(int index);

  default DataType type(int index) {
    return argument(index).type();
  }

  /** The type of the result. */
  DataType type();

  /** The engine's name of a type. */
  String typeName(DataType type);

  /** A string as the engine's literal. */
  String quoted(String value);

  /** Whether the argument is a constant other than NULL. */
  default boolean isConstant(int index) {
    return argument(index) instanceof Constant(var _, var value) && value != null;
  }

  /**
   * The argument's constant as a string.
   *
   * @throws io.tarn.kernel.ProblemException {@code NOT_SUPPORTED} if it is no constant string
   */
  String constantText(int index);

  /** An expression of the result's type that fails with that code if it is evaluated. */
  String failure(ErrorCode code, String detail);

  /** An expression of that type that fails with that code if it is evaluated. */
  String failure(DataType type, ErrorCode code, String detail);

  /** The body of the lambda at that index, its parameters being these texts. */
  String body(int index, String... parameters);

  /** A name for the parameter of a lambda that the form writes itself. */
  String name();

  /** The time zone of an argument that is a timestamp with time zone; null for others. */
  @Nullable ZoneId zone(int index);

  /** The zone that a constant argument names. */
  ZoneId constantZone(int index);

  /** A timestamp with time zone as what a clock in the zone shows. */
  String local(String instant, ZoneId zone);

  /** What a clock in the zone shows as a timestamp with time zone. */
  String instant(String local, ZoneId zone);

  /** A cast of a text. */
  String cast(String text, DataType from, DataType to);

  /** The refusal of this application: {@code why} says what is not supported about it. */
  RuntimeException refused(String why);

  /** An engine's aggregate with the call's DISTINCT, ORDER BY, FILTER and OVER. */
  String aggregate(String name, String arguments);

  /** Whether it is an aggregate of distinct values. */
  boolean distinct();

  /** Whether it stands over a window. */
  boolean windowed();
}
