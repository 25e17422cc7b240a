package io.tarn.ingest.csv;

import java.util.Set;

/**
 * A column and where it stands in the spool.
 *
 * @param index the field's index in each record, from 0
 * @param codes the codes that occur in its values
 */
public record SpoolColumn(int index, CsvColumn column, Set<SpoolCode> codes) {
  public SpoolColumn {
    codes = Set.copyOf(codes);
  }
}
