package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The mapping between Iceberg's types (format version 2) and those of the dialect, both ways, as
 * Trino's Iceberg connector does it. What Iceberg cannot hold is widened as there: tinyint and
 * smallint to integer, varchar(n) and char(n) to varchar, times and timestamps to microseconds.
 */
public final class IcebergTypes {
  private static final int MICROS = 6;
  private static final int NANOS = 9;

  private IcebergTypes() {}

  /**
   * The columns of a schema, in order; names in lower case.
   *
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED}, naming the column
   */
  public static List<Column> columns(Schema schema) {
    return schema.columns().stream().map(IcebergTypes::column).toList();
  }

  /**
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED}, naming the column
   */
  public static Column column(Types.NestedField field) {
    try {
      return new Column(
          field.fieldId(),
          field.name().toLowerCase(Locale.ROOT),
          dataType(field.type()),
          field.isOptional(),
          field.doc());
    } catch (ProblemException e) {
      throw atColumn(field.name(), e);
    }
  }

  /**
   * A schema whose top-level fields have the columns' ids; the parts of nested types get the ids
   * that follow the greatest of them.
   *
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED}, naming the column
   */
  public static Schema schema(List<Column> columns) {
    int[] last = {columns.stream().mapToInt(Column::id).max().orElse(0)};
    List<Types.NestedField> fields = new ArrayList<>();
    for (Column column : columns) {
      try {
        fields.add(
            Types.NestedField.builder()
                .withId(column.id())
                .withName(column.name())
                .isOptional(column.nullable())
                .ofType(type(column.type(), () -> ++last[0]))
                .withDoc(column.comment())
                .build());
      } catch (ProblemException e) {
        throw atColumn(column.name(), e);
      }
    }
    return new Schema(fields);
  }

  /**
   * The type of the dialect in which an Iceberg type is read.
   *
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED} for variant, geometry and geography
   */
  public static DataType dataType(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> Simple.BOOLEAN;
      case INTEGER -> Simple.INTEGER;
      case LONG -> Simple.BIGINT;
      case FLOAT -> Simple.REAL;
      case DOUBLE -> Simple.DOUBLE;
      case DATE -> Simple.DATE;
      case TIME -> new DataType.Time(MICROS, false);
      case TIMESTAMP ->
          new DataType.Timestamp(MICROS, ((Types.TimestampType) type).shouldAdjustToUTC());
      case TIMESTAMP_NANO ->
          new DataType.Timestamp(NANOS, ((Types.TimestampNanoType) type).shouldAdjustToUTC());
      case STRING -> DataType.Varchar.UNBOUNDED;
      case UUID -> Simple.UUID;
      case FIXED, BINARY -> Simple.VARBINARY;
      case DECIMAL -> {
        Types.DecimalType decimal = (Types.DecimalType) type;
        yield new DataType.Decimal(decimal.precision(), decimal.scale());
      }
      case STRUCT ->
          new DataType.Row(
              type.asStructType().fields().stream()
                  .map(
                      field ->
                          new DataType.Field(
                              field.name().toLowerCase(Locale.ROOT), dataType(field.type())))
                  .toList());
      case LIST -> new DataType.Array(dataType(type.asListType().elementType()));
      case MAP ->
          new DataType.Map(
              dataType(type.asMapType().keyType()), dataType(type.asMapType().valueType()));
      case UNKNOWN -> Simple.UNKNOWN;
      case VARIANT, GEOMETRY, GEOGRAPHY ->
          throw new ProblemException(
              ErrorCode.TYPE_NOT_SUPPORTED, "The type " + type + " is not supported.");
    };
  }

  /**
   * The Iceberg type that holds the values of a type of the dialect.
   *
   * @param nextId gives the field ids of the parts of nested types, which are all optional
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED} for what no Iceberg type holds
   */
  public static Type type(DataType type, IntSupplier nextId) {
    return switch (type) {
      case Simple simple -> simple(simple);
      case DataType.Decimal decimal -> Types.DecimalType.of(decimal.precision(), decimal.scale());
      case DataType.Varchar _ -> Types.StringType.get();
      case DataType.Char _ -> Types.StringType.get();
      case DataType.Time time when !time.withZone() -> Types.TimeType.get();
      case DataType.Time time -> throw notStorable(time);
      case DataType.Timestamp timestamp when timestamp.withZone() -> Types.TimestampType.withZone();
      case DataType.Timestamp _ -> Types.TimestampType.withoutZone();
      case DataType.Array array -> {
        int id = nextId.getAsInt();
        yield Types.ListType.ofOptional(id, type(array.element(), nextId));
      }
      case DataType.Map map -> {
        int key = nextId.getAsInt();
        int value = nextId.getAsInt();
        yield Types.MapType.ofOptional(
            key, value, type(map.key(), nextId), type(map.value(), nextId));
      }
      case DataType.Row row -> struct(row, nextId);
    };
  }

  private static Type simple(Simple type) {
    return switch (type) {
      case BOOLEAN -> Types.BooleanType.get();
      case TINYINT, SMALLINT, INTEGER -> Types.IntegerType.get();
      case BIGINT -> Types.LongType.get();
      case REAL -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DATE -> Types.DateType.get();
      case VARBINARY -> Types.BinaryType.get();
      case UUID -> Types.UUIDType.get();
      case UNKNOWN, JSON, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH -> throw notStorable(type);
    };
  }

  private static Type struct(DataType.Row row, IntSupplier nextId) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (DataType.Field field : row.fields()) {
      String name = field.name();
      if (name == null) {
        throw new ProblemException(
            ErrorCode.TYPE_NOT_SUPPORTED,
            "The type " + row + " has a field without a name: give each field one.");
      }
      int id = nextId.getAsInt();
      fields.add(Types.NestedField.optional(id, name, type(field.type(), nextId)));
    }
    return Types.StructType.of(fields);
  }

  private static ProblemException notStorable(DataType type) {
    return new ProblemException(
        ErrorCode.TYPE_NOT_SUPPORTED,
        "A table cannot hold the type " + type + ": cast it to another.");
  }

  private static ProblemException atColumn(String column, ProblemException e) {
    return new ProblemException(e.code(), "Column '" + column + "': " + e.detail(), e);
  }
}
