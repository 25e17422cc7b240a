package io.tarn.ingest.csv;

import java.util.ArrayList;
import java.util.List;

/** Infers the type of each column from all values. */
final class InferredValues implements Values {
  private final ColumnNames names;
  private final InferredColumn[] columns;

  InferredValues(ColumnNames names) {
    this.names = names;
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
  public String reason(byte[] bytes, RecordScanner record, int field) {
    throw new IllegalStateException("No value is refused where types are inferred.");
  }

  @Override
  public List<SpoolColumn> columns(SpoolWriter spool) {
    List<SpoolColumn> result = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      CsvColumn column =
          new CsvColumn(names.folded().get(i), names.originals().get(i), columns[i].type());
      result.add(new SpoolColumn(i, column, spool.codes(i)));
    }
    return result;
  }
}
