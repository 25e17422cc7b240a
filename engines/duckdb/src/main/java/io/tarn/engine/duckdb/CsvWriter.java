package io.tarn.engine.duckdb;

import io.tarn.sql.OutputColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes CSV by RFC 4180. */
final class CsvWriter {
  private final Writer out;

  CsvWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  void header(List<OutputColumn> columns) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      out.write(i == 0 ? "" : ",");
      text(columns.get(i).name());
    }
    out.write("\r\n");
  }

  void row(List<@Nullable Object> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      out.write(i == 0 ? "" : ",");
      switch (values.get(i)) {
        case null -> {}
        case List<?> list -> text(Json.text(list));
        case Map<?, ?> map -> text(Json.text(map));
        case Object value -> text(value.toString());
      }
    }
    out.write("\r\n");
  }

  private void text(String value) throws IOException {
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length() && plain; i++) {
      plain = ",\"\r\n".indexOf(value.charAt(i)) < 0;
    }
    out.write(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
  }

  void flush() throws IOException {
    out.flush();
  }
}
