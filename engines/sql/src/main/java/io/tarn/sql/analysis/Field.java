package io.tarn.sql.analysis;

import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column that a name can mean.
 *
 * @param qualifier the parts of its relation's name, outermost first; empty if it has none
 * @param name null if it has none; compared without regard to case
 * @param value what it stands for
 */
record Field(List<String> qualifier, @Nullable String name, Expression value) {
  DataType type() {
    return value.type();
  }

  boolean isNamed(String wanted) {
    return name != null && name.equalsIgnoreCase(wanted);
  }

  /** Whether the end of its relation's name is this prefix. */
  boolean isOf(List<String> prefix) {
    int offset = qualifier.size() - prefix.size();
    if (offset < 0) {
      return false;
    }
    for (int i = 0; i < prefix.size(); i++) {
      if (!qualifier.get(offset + i).equalsIgnoreCase(prefix.get(i))) {
        return false;
      }
    }
    return true;
  }

  Field qualified(List<String> newQualifier) {
    return new Field(newQualifier, name, value);
  }
}
