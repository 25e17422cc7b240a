package io.tarn.ingest.csv;

/**
 * A column and where it stands in the spool.
 *
 * @param index the field's index in each record, from 0
 * @param quotedEmpty whether a quoted empty value stands there: NULL unless the column is varchar
 */
public record SpoolColumn(int index, CsvColumn column, boolean quotedEmpty) {}
