package io.tarn.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the caller's terms what is wrong with a JSON document: pointer, line, column, reason. */
public final class JsonProblem {
  private JsonProblem() {}

  /** The problem of a document that the caller sent; knows no names of Java. */
  public static ProblemException of(JsonProcessingException e) {
    ProblemException own = ownCause(e);
    String reason = own == null ? reason(e) : own.detail();
    JsonLocation location = e.getLocation();
    Place place =
        new Place(
            e instanceof JsonMappingException mapping ? pointer(mapping) : null,
            null,
            location == null ? null : (long) location.getLineNr(),
            location == null ? null : location.getColumnNr(),
            null,
            null,
            reason);
    ProblemException problem =
        new ProblemException(
            own == null ? ErrorCode.INVALID_JSON : own.code(),
            where(place) + reason,
            List.of(place));
    problem.initCause(e);
    return problem;
  }

  private static String where(Place place) {
    if (place.pointer() != null && !place.pointer().isEmpty()) {
      return place.pointer() + ": ";
    }
    return place.line() == null ? "" : "Line " + place.line() + ", column " + place.column() + ": ";
  }

  private static String reason(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknownField(unknown);
      case InvalidFormatException format ->
          "'%s' is not %s.".formatted(format.getValue(), kind(format.getTargetType()));
      case MismatchedInputException mismatch ->
          "Here must be " + kind(mismatch.getTargetType()) + ".";
      case JsonMappingException mapping -> "The value is not allowed here.";
      default -> e.getOriginalMessage() + ".";
    };
  }

  private static String unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    String instead =
        known == null || known.isEmpty()
            ? ""
            : " Known are "
                + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
                + ".";
    return "There is no field '" + e.getPropertyName() + "'." + instead;
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> each.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  /** The pointer of a constraint: the path below the method's parameter. */
  static String pointer(ConstraintViolation<?> violation) {
    StringBuilder pointer = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER || node.getKind() == ElementKind.METHOD) {
        continue;
      }
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getName() != null) {
        pointer.append('/').append(node.getName());
      }
    }
    return pointer.toString();
  }

  private static String pointer(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer.append('/');
      if (step.getFieldName() == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }

  private static @Nullable ProblemException ownCause(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return problem;
      }
    }
    return null;
  }
}
