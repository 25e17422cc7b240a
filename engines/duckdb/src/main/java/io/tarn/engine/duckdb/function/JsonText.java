package io.tarn.engine.duckdb.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON by tokens. */
final class JsonText {
  /** Takes texts, numbers and nestings of any length, as Trino does. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /** What writes JSON. */
  interface Writing {
    void to(JsonGenerator generator) throws IOException;
  }

  static String written(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      writing.to(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static String array(List<@Nullable String> values) {
    return written(
        generator -> {
          generator.writeStartArray();
          for (@Nullable String value : values) {
            generator.writeString(value);
          }
          generator.writeEndArray();
        });
  }
}
