package io.tarn.ingest.csv;

import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Infers the type of each column from all values. */
final class InferredValues implements Values {
  private final ColumnNames names;
  private final InferredColumn[] columns;
  private final Map<String, DataType> former = new HashMap<>();

  /**
   * @param former columns whose types those of the same name have that are without any value
   */
  InferredValues(ColumnNames names, List<Column> former) {
    this.names = names;
    for (Column column : former) {
      if (isInferred(column.type())) {
        this.former.put(column.name(), column.type());
      }
    }
    int width = names.folded().size();
    NumberText number = new NumberText();
    TimeText time = new TimeText();
    columns = new InferredColumn[width];
    for (int i = 0; i < width; i++) {
      columns[i] = new InferredColumn(number, time);
    }
  }

  @Override
  public int check(byte[] bytes, RecordScanner record) {
    int[] from = record.from;
    int[] to = record.to;
    for (int i = 0; i < columns.length; i++) {
      int begin = from[i];
      int end = to[i];
      if (begin < end) {
        columns[i].accept(bytes, begin, end);
      }
    }
    return GOOD;
  }

  @Override
  public boolean acceptsNull(int field) {
    return true;
  }

  @Override
  public String reason(byte[] bytes, RecordScanner record, int field) {
    throw new IllegalStateException("No value is refused where types are inferred.");
  }

  @Override
  public List<SpoolColumn> columns(SpoolWriter spool) {
    List<SpoolColumn> result = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      String name = names.folded().get(i);
      DataType type = columns[i].type(former.getOrDefault(name, Varchar.UNBOUNDED));
      CsvColumn column = new CsvColumn(name, names.originals().get(i), type);
      result.add(new SpoolColumn(i, column, spool.codes(i)));
    }
    return result;
  }

  private static boolean isInferred(DataType type) {
    return switch (type) {
      case Simple.BIGINT, Simple.DOUBLE, Simple.BOOLEAN, Simple.DATE -> true;
      case Decimal _, Timestamp _ -> true;
      default -> false;
    };
  }
}
