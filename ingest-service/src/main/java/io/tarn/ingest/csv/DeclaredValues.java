package io.tarn.ingest.csv;

import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks each value against the type of its column in the table, and infers the types of columns
 * that the table does not have yet.
 */
final class DeclaredValues implements Values {
  private final ColumnNames names;
  private final List<Column> declared;

  private final int[] fields;

  /** In the order of the file; null where the table has no such column. */
  private final @Nullable DeclaredColumn[] columns;

  /** In the order of the file; null where the table has the column. */
  private final @Nullable InferredColumn[] added;

  /**
   * @param names the file's columns
   * @param declared the table's columns
   * @param fields for each column of the table, the index of its field in the file, or {@link
   *     SchemaMatch#ABSENT}
   */
  DeclaredValues(ColumnNames names, List<Column> declared, int[] fields) {
    this.names = names;
    this.declared = declared;
    this.fields = fields.clone();
    NumberText number = new NumberText();
    TimeText time = new TimeText();
    int width = names.folded().size();
    columns = new DeclaredColumn[width];
    added = new InferredColumn[width];
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != SchemaMatch.ABSENT) {
        columns[fields[i]] = new DeclaredColumn(declared.get(i), number, time);
      }
    }
    for (int i = 0; i < width; i++) {
      if (columns[i] == null) {
        added[i] = new InferredColumn(number, time);
      }
    }
  }

  @Override
  public int check(byte[] bytes, RecordScanner record) {
    int[] from = record.from;
    int[] to = record.to;
    for (int i = 0; i < columns.length; i++) {
      int begin = from[i];
      int end = to[i];
      DeclaredColumn column = columns[i];
      if (column == null) {
        InferredColumn unknown = added[i];
        if (begin < end && unknown != null) {
          unknown.accept(bytes, begin, end);
        }
      } else if (begin < end) {
        if (!column.accepts(bytes, begin, end)) {
          return i;
        }
      } else if (!column.acceptsEmpty(bytes[begin - 1] == '"')) {
        return i;
      }
    }
    return GOOD;
  }

  @Override
  public boolean acceptsNull(int field) {
    DeclaredColumn column = columns[field];
    return column == null || column.acceptsEmpty(false);
  }

  @Override
  public String reason(byte[] bytes, RecordScanner record, int field) {
    int begin = record.from[field];
    int end = record.to[field];
    DeclaredColumn column = columns[field];
    return begin == end || column == null
        ? DeclaredColumn.emptyReason()
        : column.reason(Text.excerpt(bytes, begin, end));
  }

  @Override
  public List<SpoolColumn> columns(SpoolWriter spool) {
    List<SpoolColumn> result = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      int index = fields[i];
      if (index != SchemaMatch.ABSENT) {
        Column column = declared.get(i);
        CsvColumn loaded =
            new CsvColumn(column.name(), names.originals().get(index), column.type());
        result.add(new SpoolColumn(index, loaded, spool.codes(index)));
      }
    }
    for (int i = 0; i < added.length; i++) {
      InferredColumn column = added[i];
      if (column != null) {
        CsvColumn loaded =
            new CsvColumn(
                names.folded().get(i), names.originals().get(i), column.type(Varchar.UNBOUNDED));
        result.add(new SpoolColumn(i, loaded, spool.codes(i)));
      }
    }
    return result;
  }
}
