package io.tarn.query.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** Writes values as they are: a null in a map is one of its values, not an absent field. */
final class PlainValues extends JsonSerializer<Object> {
  private static final ObjectWriter PLAIN =
      new ObjectMapper().writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  @Override
  public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
      throws IOException {
    PLAIN.writeValue(generator, value);
  }
}
