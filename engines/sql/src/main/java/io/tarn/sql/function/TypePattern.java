package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import java.util.List;

/** A type in a signature, with variables. */
sealed interface TypePattern {
  /** A type without variables. */
  record Fixed(DataType type) implements TypePattern {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  /** Any type, the same wherever the name stands in the signature. */
  record Variable(String name) implements TypePattern {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A type with numbers as parameters.
   *
   * @param base as {@link io.tarn.sql.type.Types#base}
   * @param numbers names of number variables
   */
  record Sized(String base, List<String> numbers) implements TypePattern {
    @Override
    public String toString() {
      int zone = base.indexOf(" with");
      String parameters = "(" + String.join(",", numbers) + ")";
      return zone < 0
          ? base + parameters
          : base.substring(0, zone) + parameters + base.substring(zone);
    }
  }

  record ArrayOf(TypePattern element) implements TypePattern {
    @Override
    public String toString() {
      return "array(" + element + ")";
    }
  }

  record MapOf(TypePattern key, TypePattern value) implements TypePattern {
    @Override
    public String toString() {
      return "map(" + key + "," + value + ")";
    }
  }

  record RowOf(List<TypePattern> fields) implements TypePattern {
    @Override
    public String toString() {
      return "row" + fields;
    }
  }

  /** A lambda. */
  record FunctionOf(List<TypePattern> parameters, TypePattern result) implements TypePattern {
    @Override
    public String toString() {
      return "function(" + parameters + "," + result + ")";
    }
  }
}
