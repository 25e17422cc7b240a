package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Spot;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the text of one statement. Thread-safe. */
public final class StatementReader {
  private final SqlParser parser = new SqlParser();

  /**
   * @param values the parameters' values, see {@link io.tarn.sql.SqlFrontEnd#parse}
   */
  public ParsedText read(String sql, List<? extends @Nullable Object> values) {
    Nesting.check(sql);
    Statement statement;
    try {
      statement = parser.createStatement(withoutEnd(sql));
    } catch (ParsingException e) {
      throw Problems.at(
          ErrorCode.SYNTAX_ERROR,
          Spot.at(e.getLineNumber(), e.getColumnNumber()),
          e.getErrorMessage());
    }
    Nesting.check(statement);
    int wanted = parameters(statement);
    if (wanted != values.size()) {
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER_USAGE,
          "Incorrect number of parameters: expected %d but found %d"
              .formatted(wanted, values.size()));
    }
    List<Constant> parameters = new ArrayList<>();
    for (@Nullable Object value : values) {
      parameters.add(constant(value));
    }
    return new ParsedText(statement, parameters);
  }

  /** The text without the semicolon that may end it; places stay what they were. */
  private static String withoutEnd(String sql) {
    String stripped = sql.stripTrailing();
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : sql;
  }

  private static int parameters(Node node) {
    int count = node instanceof Parameter ? 1 : 0;
    for (Node child : node.getChildren()) {
      count += parameters(child);
    }
    return count;
  }

  private static Constant constant(@Nullable Object value) {
    return switch (value) {
      case null -> Constant.nothing(Simple.UNKNOWN);
      case String text -> Literals.text(text);
      case Boolean truth -> new Constant(Simple.BOOLEAN, truth);
      case Integer whole -> Literals.whole(whole);
      case Long whole -> Literals.whole(whole);
      case BigInteger whole ->
          whole.bitLength() < Long.SIZE
              ? Literals.whole(whole.longValue())
              : decimal(new BigDecimal(whole));
      case Double number -> new Constant(Simple.DOUBLE, number);
      case Float number -> new Constant(Simple.DOUBLE, number.doubleValue());
      case BigDecimal decimal -> decimal(decimal);
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_PARAMETER_USAGE,
              "A parameter must be a string, a number, a boolean or null, not "
                  + value.getClass().getSimpleName());
    };
  }

  private static Constant decimal(BigDecimal value) {
    BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Integer.max(scaled.precision(), scaled.scale());
    if (precision > Decimal.MAX_PRECISION) {
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER_USAGE, "A parameter has more than 38 digits: " + value);
    }
    return new Constant(new Decimal(Integer.max(1, precision), scaled.scale()), scaled);
  }
}
