package io.tarn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.TypeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcebergTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean",
        "integer",
        "bigint",
        "real",
        "double",
        "decimal(38,9)",
        "date",
        "time(6)",
        "timestamp(6)",
        "timestamp(6) with time zone",
        "varchar",
        "varbinary",
        "uuid",
        "array(bigint)",
        "map(varchar, array(double))",
        "row(a bigint, \"학번\" row(b map(uuid, date)))"
      })
  void readsBackWhatItWrote(String text) {
    Type stored = IcebergTypes.type(TypeText.parse(text), ids());

    assertThat(IcebergTypes.dataType(stored)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint|integer",
        "smallint|integer",
        "varchar(12)|varchar",
        "char(3)|varchar",
        "time(3)|time(6)",
        "timestamp(9)|timestamp(6)",
        "timestamp(0) with time zone|timestamp(6) with time zone"
      })
  void widensWhatIcebergHasNoTypeFor(String text, String stored) {
    assertThat(IcebergTypes.dataType(IcebergTypes.type(TypeText.parse(text), ids())))
        .hasToString(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "unknown",
        "interval day to second",
        "time(3) with time zone",
        "array(json)",
        "row(bigint)"
      })
  void refusesWhatIcebergCannotHold(String text) {
    Column column = new Column(1, "c", TypeText.parse(text), true, null);

    assertThatThrownBy(() -> IcebergTypes.schema(List.of(column)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_NOT_SUPPORTED))
        .hasMessageStartingWith("Column 'c': ");
  }

  static Stream<Type> foreignTypes() {
    return Stream.of(
        Types.VariantType.get(), Types.GeometryType.crs84(), Types.GeographyType.crs84());
  }

  @ParameterizedTest
  @MethodSource("foreignTypes")
  void refusesForeignTypes(Type type) {
    Schema schema = new Schema(Types.NestedField.optional(1, "Shape", type));

    assertThatThrownBy(() -> IcebergTypes.columns(schema))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("Column 'Shape': The type ");
  }

  @Test
  void readsTypesThatItNeverWrites() {
    assertThat(IcebergTypes.dataType(Types.FixedType.ofLength(16))).hasToString("varbinary");
    assertThat(IcebergTypes.dataType(Types.TimestampNanoType.withoutZone()))
        .hasToString("timestamp(9)");
    assertThat(IcebergTypes.dataType(Types.UnknownType.get())).hasToString("unknown");
  }

  @Test
  void keepsIdsNullnessAndComments() {
    List<Column> columns =
        List.of(
            new Column(7, "id", TypeText.parse("bigint"), false, "the key"),
            new Column(3, "학번", TypeText.parse("varchar"), true, null));

    Schema schema = IcebergTypes.schema(columns);

    assertThat(schema.findField(7).isRequired()).isTrue();
    assertThat(IcebergTypes.columns(schema)).isEqualTo(columns);
  }

  @Test
  void givesEachPartOfANestedTypeAnIdOfItsOwn() {
    Schema schema =
        IcebergTypes.schema(
            List.of(
                new Column(
                    1, "a", TypeText.parse("array(row(x bigint, y map(date, real)))"), true, null),
                new Column(2, "b", TypeText.parse("row(x array(integer))"), true, null)));

    Set<Integer> ids = new HashSet<>(TypeUtil.indexById(schema.asStruct()).keySet());
    assertThat(ids).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void foldsNamesOfForeignSchemas() {
    Schema schema = new Schema(Types.NestedField.required(1, "StudentID", Types.LongType.get()));

    assertThat(IcebergTypes.columns(schema)).extracting(Column::name).containsExactly("studentid");
  }

  private static java.util.function.IntSupplier ids() {
    int[] last = {100};
    return () -> ++last[0];
  }
}
