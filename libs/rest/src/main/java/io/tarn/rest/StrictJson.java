package io.tarn.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.tarn.kernel.Role;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * The house's JSON: absent optional fields left out, times as text; reading refuses unknown and
 * doubled fields, text where a number belongs, and null or nothing where a record's component is
 * not {@code @Nullable}. Records that read another service's answers say
 * {@code @JsonIgnoreProperties(ignoreUnknown = true)}.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .setSerializationInclusion(JsonInclude.Include.NON_ABSENT)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.setAnnotationIntrospector(
        AnnotationIntrospectorPair.create(
            mapper.getDeserializationConfig().getAnnotationIntrospector(),
            new RequiredComponents()));
    SimpleModule kernel = new SimpleModule("tarn-kernel");
    kernel.addSerializer(new RoleWriter());
    kernel.addDeserializer(Role.class, new RoleReader());
    mapper.registerModule(kernel);
  }

  private static final class RoleWriter extends StdSerializer<Role> {
    RoleWriter() {
      super(Role.class);
    }

    @Override
    public void serialize(Role role, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(role.label());
    }
  }

  private static final class RoleReader extends StdDeserializer<Role> {
    RoleReader() {
      super(Role.class);
    }

    @Override
    public Role deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Role.fromString(json.getValueAsString(""));
    }
  }
}
