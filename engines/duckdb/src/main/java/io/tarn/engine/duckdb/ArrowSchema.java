package io.tarn.engine.duckdb;

import com.google.flatbuffers.FlatBufferBuilder;
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
import io.tarn.sql.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.Null;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * An answer's columns as an Arrow schema (Schema.fbs of the Arrow format, version 5). Decimals are
 * decimal128; dates are days; times and timestamps count microseconds, beyond six digits
 * nanoseconds; timestamps with a zone are instants in UTC; json, uuid, char and times with an
 * offset are text.
 */
final class ArrowSchema {
  static final int MICROS = 6;

  private final FlatBufferBuilder builder;

  private ArrowSchema(FlatBufferBuilder builder) {
    this.builder = builder;
  }

  /** Writes the schema; returns its offset. */
  static int write(FlatBufferBuilder builder, List<OutputColumn> columns) {
    ArrowSchema schema = new ArrowSchema(builder);
    List<String> names = ColumnNames.distinct(columns);
    int[] fields = new int[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = schema.field(names.get(i), columns.get(i).type(), true);
    }
    int vector = Schema.createFieldsVector(builder, fields);
    Schema.startSchema(builder);
    Schema.addEndianness(builder, Endianness.Little);
    Schema.addFields(builder, vector);
    return Schema.endSchema(builder);
  }

  private record Typed(byte kind, int offset) {}

  private int field(String name, DataType type, boolean nullable) {
    int children = Field.createChildrenVector(builder, children(type));
    int text = builder.createString(name);
    Typed typed = typed(type);
    Field.startField(builder);
    Field.addName(builder, text);
    Field.addNullable(builder, nullable);
    Field.addTypeType(builder, typed.kind());
    Field.addType(builder, typed.offset());
    Field.addChildren(builder, children);
    return Field.endField(builder);
  }

  private int[] children(DataType type) {
    return switch (type) {
      case Array(DataType element) -> new int[] {field("item", element, true)};
      case Map(DataType key, DataType value) -> new int[] {entries(key, value)};
      case Row row -> {
        List<Integer> fields = new ArrayList<>();
        for (DataType.Field field : row.fields()) {
          String name = field.name();
          fields.add(field(name == null ? "f" + fields.size() : name, field.type(), true));
        }
        yield fields.stream().mapToInt(Integer::intValue).toArray();
      }
      default -> new int[0];
    };
  }

  private int entries(DataType key, DataType value) {
    int[] pair = {field("key", key, false), field("value", value, true)};
    int children = Field.createChildrenVector(builder, pair);
    int name = builder.createString("entries");
    int struct = struct();
    Field.startField(builder);
    Field.addName(builder, name);
    Field.addNullable(builder, false);
    Field.addTypeType(builder, Type.Struct_);
    Field.addType(builder, struct);
    Field.addChildren(builder, children);
    return Field.endField(builder);
  }

  private int struct() {
    Struct_.startStruct_(builder);
    return Struct_.endStruct_(builder);
  }

  private Typed typed(DataType type) {
    return switch (type) {
      case Simple simple -> simple(simple);
      case Decimal(int precision, int scale) ->
          new Typed(
              Type.Decimal,
              org.apache.arrow.flatbuf.Decimal.createDecimal(builder, precision, scale, 128));
      case Varchar _, Char _ -> utf8();
      case Time time ->
          time.withZone()
              ? utf8()
              : new Typed(
                  Type.Time,
                  org.apache.arrow.flatbuf.Time.createTime(builder, unit(time.precision()), 64));
      case Timestamp timestamp -> {
        int zone = timestamp.withZone() ? builder.createString("UTC") : 0;
        yield new Typed(
            Type.Timestamp,
            org.apache.arrow.flatbuf.Timestamp.createTimestamp(
                builder, unit(timestamp.precision()), zone));
      }
      case Array _ -> {
        org.apache.arrow.flatbuf.List.startList(builder);
        yield new Typed(Type.List, org.apache.arrow.flatbuf.List.endList(builder));
      }
      case Map _ -> new Typed(Type.Map, org.apache.arrow.flatbuf.Map.createMap(builder, false));
      case Row _ -> new Typed(Type.Struct_, struct());
    };
  }

  private static short unit(int precision) {
    return precision <= MICROS ? TimeUnit.MICROSECOND : TimeUnit.NANOSECOND;
  }

  private Typed simple(Simple type) {
    return switch (type) {
      case UNKNOWN -> {
        Null.startNull(builder);
        yield new Typed(Type.Null, Null.endNull(builder));
      }
      case BOOLEAN -> {
        Bool.startBool(builder);
        yield new Typed(Type.Bool, Bool.endBool(builder));
      }
      case TINYINT -> whole(8);
      case SMALLINT -> whole(16);
      case INTEGER -> whole(32);
      case BIGINT -> whole(64);
      case REAL ->
          new Typed(
              Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, Precision.SINGLE));
      case DOUBLE ->
          new Typed(
              Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE));
      case DATE -> new Typed(Type.Date, Date.createDate(builder, DateUnit.DAY));
      case VARBINARY -> {
        Binary.startBinary(builder);
        yield new Typed(Type.Binary, Binary.endBinary(builder));
      }
      case JSON, UUID -> utf8();
      case INTERVAL_DAY_TO_SECOND ->
          new Typed(Type.Duration, Duration.createDuration(builder, TimeUnit.MILLISECOND));
      case INTERVAL_YEAR_TO_MONTH ->
          new Typed(Type.Interval, Interval.createInterval(builder, IntervalUnit.YEAR_MONTH));
    };
  }

  private Typed whole(int bits) {
    return new Typed(Type.Int, Int.createInt(builder, bits, true));
  }

  private Typed utf8() {
    Utf8.startUtf8(builder);
    return new Typed(Type.Utf8, Utf8.endUtf8(builder));
  }
}
