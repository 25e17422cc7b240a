package io.tarn.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * CSV files read in the plainest way (RFC 4180 without newlines in fields), plain or gzip by name:
 * what Tarn says is compared with what this says.
 */
final class PlainCsv {
  private PlainCsv() {}

  /** A line's fields, by the names in the file's first line. */
  record Row(List<String> header, List<String> fields) {
    String text(String column) {
      int at = header.indexOf(column);
      if (at < 0) {
        throw new IllegalArgumentException("There is no column " + column + " in " + header);
      }
      return fields.get(at);
    }

    boolean has(String column) {
      return !text(column).isEmpty();
    }

    long number(String column) {
      return Long.parseLong(text(column));
    }
  }

  /** Hands on each line below the header. */
  static void each(Path file, Consumer<Row> rows) throws IOException {
    try (BufferedReader reader = reader(file)) {
      List<String> header = fields(reader.readLine());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Row row = new Row(header, fields(line));
        if (row.fields().size() != header.size()) {
          throw new IOException("%s has a line of another width: %s".formatted(file, line));
        }
        rows.accept(row);
      }
    }
  }

  static BufferedReader reader(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes,
            StandardCharsets.UTF_8));
  }

  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
