package io.tarn.rest;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, booleans, UUIDs and times of paths, queries and headers, and names what is bad.
 */
@Provider
public class ParameterConverters implements ParamConverterProvider {
  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
    String name = name(annotations);
    Object converter =
        switch (type.getName()) {
          case "int", "java.lang.Integer" -> new Named<>(name, "a whole number", Integer::valueOf);
          case "long", "java.lang.Long" -> new Named<>(name, "a whole number", Long::valueOf);
          case "boolean", "java.lang.Boolean" ->
              new Named<>(name, "true or false", ParameterConverters::bool);
          case "java.util.UUID" -> new Named<>(name, "a UUID", ParameterConverters::uuid);
          case "java.time.Instant" ->
              new Named<>(name, "a time such as 2026-01-31T12:00:00Z", Instant::parse);
          default -> null;
        };
    return (ParamConverter<T>) converter;
  }

  private static boolean bool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static UUID uuid(String value) {
    UUID id = UUID.fromString(value);
    if (!id.toString().equalsIgnoreCase(value)) {
      throw new IllegalArgumentException();
    }
    return id;
  }

  private static String name(Annotation @Nullable [] annotations) {
    if (annotations != null) {
      for (Annotation annotation : annotations) {
        switch (annotation) {
          case QueryParam query -> {
            return query.value();
          }
          case PathParam path -> {
            return path.value();
          }
          case HeaderParam header -> {
            return header.value();
          }
          default -> {}
        }
      }
    }
    return "A parameter";
  }

  private record Named<T>(String name, String kind, Function<String, T> parse)
      implements ParamConverter<T> {
    @Override
    public @Nullable T fromString(@Nullable String value) {
      if (value == null) {
        return null;
      }
      try {
        return parse.apply(value);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new ProblemException(
            ErrorCode.INVALID_ARGUMENT, "%s: '%s' is not %s.".formatted(name, value, kind), e);
      }
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
