package io.tarn.sql.tree;

import io.tarn.kernel.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a relation inside the statement, or a parameter of a lambda.
 *
 * @param id unique in the statement; it alone decides about equality
 * @param type the type of its values
 */
public record Symbol(int id, DataType type) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Symbol symbol && symbol.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "$" + id;
  }
}
