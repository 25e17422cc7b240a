package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import java.util.List;

/** What is known of an argument while its function is chosen. */
public sealed interface Argument {
  record Typed(DataType type) implements Argument {}

  /** A lambda, whose body's type depends on its parameters' types. */
  non-sealed interface OfLambda extends Argument {
    /** The number of its parameters. */
    int parameters();

    /** The type of its body for parameters of these types. */
    DataType bodyType(List<DataType> parameters);
  }
}
