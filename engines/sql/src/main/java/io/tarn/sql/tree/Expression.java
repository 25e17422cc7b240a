package io.tarn.sql.tree;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.function.BoundFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar expression with its type. Two are equal if they mean the same, wherever they stand in
 * the text. Aggregates and window functions are no expressions: they stand in {@link Plan}, and
 * expressions refer to their symbols.
 */
public sealed interface Expression {
  DataType type();

  /**
   * A literal or bound parameter.
   *
   * @param value by type: Boolean; Long (tinyint to bigint, both intervals in months or
   *     milliseconds); Float; Double; BigDecimal; String (varchar, char, json, uuid); {@link
   *     Bytes}; LocalDate; LocalTime; OffsetTime; LocalDateTime; ZonedDateTime; null
   */
  record Constant(DataType type, @Nullable Object value) implements Expression {
    public static final Constant TRUE = new Constant(Simple.BOOLEAN, true);
    public static final Constant FALSE = new Constant(Simple.BOOLEAN, false);

    public static Constant nothing(DataType type) {
      return new Constant(type, null);
    }
  }

  /** The value of a symbol of the relation below, of an outer query or of an enclosing lambda. */
  record Reference(Symbol symbol, Spot spot) implements Expression {
    public Reference(Symbol symbol) {
      this(symbol, Spot.NONE);
    }

    @Override
    public DataType type() {
      return symbol.type();
    }
  }

  /** A scalar function or operator applied; its arguments have the types the function takes. */
  record Call(BoundFunction function, List<Expression> arguments, DataType type, Spot spot)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A conversion, written or implied; with {@code safe}, NULL for what cannot be converted. */
  record Cast(Expression value, DataType type, boolean safe, Spot spot) implements Expression {}

  /** Both sides have the same type. */
  record Comparison(Comparator comparator, Expression left, Expression right)
      implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /** {@code IS DISTINCT FROM}; both sides have the same type. */
  record Distinctness(Expression left, Expression right) implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /** {@code AND} or {@code OR} of two or more terms, evaluated from the left. */
  record Logical(boolean and, List<Expression> terms) implements Expression {
    public Logical {
      terms = List.copyOf(terms);
    }

    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  record Not(Expression value) implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  record IsNull(Expression value) implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /** All three have the same type. */
  record Between(Expression value, Expression min, Expression max) implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /** {@code IN} a list; all have the same type. */
  record In(Expression value, List<Expression> list) implements Expression {
    public In {
      list = List.copyOf(list);
    }

    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /** A searched CASE, which IF is too. */
  record Case(List<When> whens, Expression otherwise, DataType type) implements Expression {
    public Case {
      whens = List.copyOf(whens);
    }
  }

  /** A branch of a {@link Case} or, with a value in place of the condition, of {@link Switch}. */
  record When(Expression condition, Expression result) {}

  /** A simple CASE: the conditions of the branches are values of the operand's type. */
  record Switch(Expression operand, List<When> whens, Expression otherwise, DataType type)
      implements Expression {
    public Switch {
      whens = List.copyOf(whens);
    }
  }

  record Coalesce(List<Expression> operands, DataType type) implements Expression {
    public Coalesce {
      operands = List.copyOf(operands);
    }
  }

  /**
   * The value, or NULL if it equals the other one.
   *
   * @param common the type in which the two are compared
   */
  record NullIf(Expression value, Expression other, DataType common) implements Expression {
    @Override
    public DataType type() {
      return value.type();
    }
  }

  /** The value, or NULL where evaluating it fails. */
  record Try(Expression value, Spot spot) implements Expression {
    @Override
    public DataType type() {
      return value.type();
    }
  }

  record MakeArray(List<Expression> elements, DataType.Array type) implements Expression {
    public MakeArray {
      elements = List.copyOf(elements);
    }
  }

  record MakeRow(List<Expression> fields, DataType.Row type) implements Expression {
    public MakeRow {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A field of a row.
   *
   * @param index from 0
   */
  record FieldOf(Expression row, int index, DataType type) implements Expression {}

  /** A lambda; its type is that of its body. Stands only as an argument of a {@link Call}. */
  record Lambda(List<Symbol> parameters, Expression body) implements Expression {
    public Lambda {
      parameters = List.copyOf(parameters);
    }

    @Override
    public DataType type() {
      return body.type();
    }
  }

  /** The one value of a query; NULL if it has no row, an error if it has several. */
  record ScalarQuery(Plan plan, Symbol output, Spot spot) implements Expression {
    @Override
    public DataType type() {
      return output.type();
    }
  }

  record Exists(Plan plan) implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }

  /**
   * A value compared with all or any values of a query, which have the same type. {@code IN} is
   * {@code = ANY}.
   */
  record Quantified(
      Expression value, Comparator comparator, boolean all, Plan plan, Symbol output, Spot spot)
      implements Expression {
    @Override
    public DataType type() {
      return Simple.BOOLEAN;
    }
  }
}
