package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.TypeText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts as files. */
final class Csv {
  static final CsvOptions HEADER = CsvOptions.of("t.csv").withHeader(HeaderMode.PRESENT);
  static final CsvOptions NO_HEADER = CsvOptions.of("t.csv").withHeader(HeaderMode.ABSENT);

  private Csv() {}

  static CsvTable read(String text, CsvOptions options) {
    return read(text.getBytes(UTF_8), options);
  }

  static CsvTable read(byte[] bytes, CsvOptions options) {
    try {
      return CsvReader.read(
          new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProblemException problem(String text, CsvOptions options) {
    return problem(text.getBytes(UTF_8), options);
  }

  /** The problem for which the file is refused; fails if it is not. */
  static @Nullable ProblemException problem(byte[] bytes, CsvOptions options) {
    return catchThrowableOfType(ProblemException.class, () -> read(bytes, options));
  }

  /** Reads a file into a spool in this folder, and the spool with DuckDB. */
  static List<List<Object>> rows(byte[] bytes, CsvOptions options, Path folder, Duck duck)
      throws Exception {
    Path spool = folder.resolve("spool.csv");
    CsvTable table;
    try (OutputStream out = Files.newOutputStream(spool)) {
      table = CsvReader.read(new ByteArrayInputStream(bytes), out, options);
    }
    return duck.rows(table.select(spool.toString()));
  }

  static List<List<Object>> rows(String text, CsvOptions options, Path folder, Duck duck)
      throws Exception {
    return rows(text.getBytes(UTF_8), options, folder, duck);
  }

  /** The types of the columns, as {@code bigint}. */
  static List<String> types(String text, CsvOptions options) {
    return read(text, options).columns().stream().map(c -> c.type().toString()).toList();
  }

  static List<String> names(String text, CsvOptions options) {
    return read(text, options).columns().stream().map(CsvColumn::name).toList();
  }

  /** Columns from texts as {@code id bigint}, or {@code id bigint not null}. */
  static List<Column> columns(String... texts) {
    List<Column> columns = new ArrayList<>();
    for (String text : texts) {
      boolean nullable = !text.endsWith(" not null");
      String plain = text.replace(" not null", "");
      int space = plain.indexOf(' ');
      columns.add(
          new Column(
              columns.size() + 1,
              plain.substring(0, space),
              TypeText.parse(plain.substring(space + 1)),
              nullable,
              null));
    }
    return columns;
  }
}
