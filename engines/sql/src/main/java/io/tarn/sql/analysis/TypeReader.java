package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.trino.sql.tree.CompositeIntervalQualifier;
import io.trino.sql.tree.DataTypeParameter;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IntervalDataType;
import io.trino.sql.tree.IntervalField;
import io.trino.sql.tree.IntervalQualifier;
import io.trino.sql.tree.NumericParameter;
import io.trino.sql.tree.RowDataType;
import io.trino.sql.tree.SimpleIntervalQualifier;
import io.trino.sql.tree.TypeParameter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads types as they are written in statements. */
final class TypeReader {
  private static final int MAX_PRECISION_OF_TIME = 12;
  private static final int MAX_CHAR = 65_536;

  /** Types that Trino has and Tarn has not. */
  private static final Set<String> FOREIGN =
      Set.of(
          "ipaddress",
          "hyperloglog",
          "p4hyperloglog",
          "qdigest",
          "tdigest",
          "setdigest",
          "number",
          "variant",
          "color",
          "joniregexp",
          "jsonpath",
          "json2016",
          "geometry",
          "sphericalgeography",
          "kdbtree",
          "bingtile");

  private TypeReader() {}

  static DataType read(io.trino.sql.tree.DataType node) {
    return switch (node) {
      case DateTimeDataType time -> dateTime(time);
      case IntervalDataType interval -> interval(interval.qualifier());
      case RowDataType row ->
          new Row(
              row.getFields().stream()
                  .map(
                      field ->
                          new DataType.Field(
                              field.getName().map(TypeReader::fieldName).orElse(null),
                              read(field.getType())))
                  .toList());
      case GenericDataType generic -> generic(generic);
    };
  }

  /** Whether Trino has a type of that name, and Tarn has not. */
  static boolean isForeign(String name) {
    return FOREIGN.contains(name.toLowerCase(Locale.ENGLISH));
  }

  static String fieldName(Identifier name) {
    return name.isDelimited() ? name.getValue() : name.getValue().toLowerCase(Locale.ENGLISH);
  }

  private static DataType interval(IntervalQualifier qualifier) {
    IntervalField field =
        switch (qualifier) {
          case SimpleIntervalQualifier simple -> simple.getField();
          case CompositeIntervalQualifier composite -> composite.getTo();
        };
    return switch (field) {
      case IntervalField.Year(), IntervalField.Month() -> Simple.INTERVAL_YEAR_TO_MONTH;
      default -> Simple.INTERVAL_DAY_TO_SECOND;
    };
  }

  private static DataType dateTime(DateTimeDataType node) {
    int precision = node.getPrecision().map(TypeReader::number).orElse(3);
    if (precision > MAX_PRECISION_OF_TIME) {
      throw Problems.at(
          ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
          node,
          "%s precision must be in range [0, %d]: %d"
              .formatted(node.getType(), MAX_PRECISION_OF_TIME, precision));
    }
    return switch (node.getType()) {
      case TIMESTAMP -> new Timestamp(precision, node.isWithTimeZone());
      case TIME -> new Time(precision, node.isWithTimeZone());
    };
  }

  private static DataType generic(GenericDataType node) {
    String name = node.getName().getValue().toLowerCase(Locale.ENGLISH);
    List<DataTypeParameter> parameters = node.getArguments();
    return switch (name) {
      case "varchar" ->
          parameters.isEmpty() ? Varchar.UNBOUNDED : new Varchar(number(parameters.getFirst()));
      case "char" -> character(node, parameters.isEmpty() ? 1 : number(parameters.getFirst()));
      case "decimal", "dec", "numeric" -> decimal(node, parameters);
      case "array" -> new Array(type(node, parameters, 0, 1));
      case "map" -> new Map(type(node, parameters, 0, 2), type(node, parameters, 1, 2));
      case "int" -> Simple.INTEGER;
      case "double precision" -> Simple.DOUBLE;
      default -> simple(node, name);
    };
  }

  private static DataType simple(GenericDataType node, String name) {
    if (node.getArguments().isEmpty()) {
      for (Simple simple : Simple.values()) {
        if (simple.toString().equals(name)) {
          return simple;
        }
      }
    }
    if (FOREIGN.contains(name)) {
      throw Problems.notSupported(node, "The type " + name);
    }
    throw unknown(node);
  }

  private static DataType character(GenericDataType node, int length) {
    if (length < 0 || length > MAX_CHAR) {
      throw Problems.at(
          ErrorCode.TYPE_NOT_FOUND, node, "CHAR length must be in range [0, 65536], got " + length);
    }
    return new Char(length);
  }

  private static DataType decimal(GenericDataType node, List<DataTypeParameter> parameters) {
    int precision = parameters.isEmpty() ? Decimal.MAX_PRECISION : number(parameters.getFirst());
    int scale = parameters.size() < 2 ? 0 : number(parameters.get(1));
    if (precision < 1 || precision > Decimal.MAX_PRECISION) {
      throw Problems.at(
          ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
          node,
          "DECIMAL precision must be in range [1, 38]: " + precision);
    }
    if (scale > precision) {
      throw Problems.at(
          ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
          node,
          "DECIMAL scale must be in range [0, precision (%d)]: %d".formatted(precision, scale));
    }
    return new Decimal(precision, scale);
  }

  private static DataType type(
      GenericDataType node, List<DataTypeParameter> parameters, int index, int count) {
    if (parameters.size() == count && parameters.get(index) instanceof TypeParameter parameter) {
      return read(parameter.getValue());
    }
    throw unknown(node);
  }

  private static int number(DataTypeParameter parameter) {
    if (parameter instanceof NumericParameter numeric
        && numeric.getParsedValue() >= 0
        && numeric.getParsedValue() <= Integer.MAX_VALUE) {
      return (int) numeric.getParsedValue();
    }
    throw Problems.at(ErrorCode.TYPE_MISMATCH, parameter, "A number is expected here");
  }

  private static ProblemException unknown(GenericDataType node) {
    return Problems.at(ErrorCode.TYPE_NOT_FOUND, node, "Unknown type: " + node);
  }
}
