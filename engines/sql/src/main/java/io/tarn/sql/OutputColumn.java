package io.tarn.sql;

import io.tarn.kernel.type.DataType;
import java.util.Objects;

/**
 * A column of an answer.
 *
 * @param name its name as Trino gives it ({@code _col0} where the query names none); names of one
 *     answer may repeat
 * @param type its type
 */
public record OutputColumn(String name, DataType type) {
  public OutputColumn {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
