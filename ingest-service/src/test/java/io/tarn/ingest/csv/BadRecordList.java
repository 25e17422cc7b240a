package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps bad records and lets the good ones go on, as a quarantine does. */
final class BadRecordList implements BadRecords {
  final List<BadRecord> records = new ArrayList<>();
  private final ByteArrayOutputStream spool = new ByteArrayOutputStream();
  boolean ended;

  CsvTable read(String text, CsvOptions options) {
    try {
      return CsvReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)), spool, options, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The good records, without the spool's first line. */
  String spooled() {
    String text = spool.toString(UTF_8);
    return text.substring(text.indexOf('\n') + 1);
  }

  @Override
  public void take(BadRecord record) {
    records.add(record);
  }

  @Override
  public void end() {
    ended = true;
  }
}
