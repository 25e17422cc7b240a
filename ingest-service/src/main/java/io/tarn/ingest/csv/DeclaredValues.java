package io.tarn.ingest.csv;

import io.tarn.kernel.table.Column;
import java.util.ArrayList;
import java.util.List;

/** Checks each value against the type of its column in the table. */
final class DeclaredValues implements Values {
  private final ColumnNames names;
  private final List<Column> declared;

  private final int[] fields;

  /** In the order of the file. */
  private final DeclaredColumn[] columns;

  /**
   * @param names the file's columns
   * @param declared the table's columns
   * @param fields for each column of the table, the index of its field in the file
   */
  DeclaredValues(ColumnNames names, List<Column> declared, int[] fields) {
    this.names = names;
    this.declared = declared;
    this.fields = fields.clone();
    NumberText number = new NumberText();
    TimeText time = new TimeText();
    columns = new DeclaredColumn[fields.length];
    for (int i = 0; i < fields.length; i++) {
      columns[fields[i]] = new DeclaredColumn(declared.get(i), number, time);
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
        if (!columns[i].accepts(bytes, begin, end)) {
          return i;
        }
      } else if (!columns[i].acceptsEmpty(bytes[begin - 1] == '"')) {
        return i;
      }
    }
    return GOOD;
  }

  @Override
  public String reason(byte[] bytes, RecordScanner record, int field) {
    int begin = record.from[field];
    int end = record.to[field];
    return begin == end
        ? DeclaredColumn.emptyReason()
        : columns[field].reason(Text.excerpt(bytes, begin, end));
  }

  @Override
  public List<SpoolColumn> columns(SpoolWriter spool) {
    List<SpoolColumn> result = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      Column column = declared.get(i);
      int index = fields[i];
      CsvColumn loaded = new CsvColumn(column.name(), names.originals().get(index), column.type());
      result.add(new SpoolColumn(index, loaded, spool.codes(index)));
    }
    return result;
  }
}
