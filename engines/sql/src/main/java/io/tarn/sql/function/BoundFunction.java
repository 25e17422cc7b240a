package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function chosen for the types of its arguments.
 *
 * @param argumentTypes the types that it takes here; null for a lambda
 * @param lambdas what the lambdas take and give here; null for other arguments
 * @param type the type of its result
 */
public record BoundFunction(
    FunctionDefinition definition,
    List<@Nullable DataType> argumentTypes,
    List<@Nullable LambdaTypes> lambdas,
    DataType type) {
  public BoundFunction {
    argumentTypes = Collections.unmodifiableList(new ArrayList<>(argumentTypes));
    lambdas = Collections.unmodifiableList(new ArrayList<>(lambdas));
  }

  /** The types of a lambda. */
  public record LambdaTypes(List<DataType> parameters, DataType result) {
    public LambdaTypes {
      parameters = List.copyOf(parameters);
    }
  }

  public String name() {
    return definition.name();
  }
}
