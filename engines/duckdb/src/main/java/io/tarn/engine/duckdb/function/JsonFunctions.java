package io.tarn.engine.duckdb.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as text: parsing to the normal form, and what paths of the form {@code $.a[0]} find. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(JavaFunction.of("tarn_json_parse(VARCHAR) VARCHAR", a -> parse((String) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_json_extract(VARCHAR, VARCHAR) VARCHAR", a -> find(a, JsonFunctions::structure)));
    functions.add(
        JavaFunction.of(
            "tarn_json_extract_scalar(VARCHAR, VARCHAR) VARCHAR",
            a -> find(a, JsonFunctions::scalar)));
    functions.add(
        JavaFunction.of(
            "tarn_json_size(VARCHAR, VARCHAR) BIGINT", a -> find(a, JsonFunctions::size)));
    functions.add(
        JavaFunction.of("tarn_json_array_length(VARCHAR) BIGINT", a -> elements((String) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_json_array_get(VARCHAR, BIGINT) VARCHAR",
            a -> element((String) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_json_contains_text(VARCHAR, VARCHAR) BOOLEAN",
            a ->
                contains(
                    a,
                    parser ->
                        parser.currentToken() == JsonToken.VALUE_STRING
                            && parser.getText().equals(a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_json_contains_whole(VARCHAR, BIGINT) BOOLEAN",
            a -> contains(a, parser -> isWhole(parser, (Long) a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_json_contains_double(VARCHAR, DOUBLE) BOOLEAN",
            a ->
                contains(
                    a,
                    parser ->
                        parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                            && parser.getDoubleValue() == (Double) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_json_contains_boolean(VARCHAR, BOOLEAN) BOOLEAN",
            a ->
                contains(
                    a,
                    parser ->
                        parser.currentToken()
                            == ((Boolean) a[1] ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE))));
    functions.add(
        JavaFunction.of("tarn_is_json_scalar(VARCHAR) BOOLEAN", a -> isScalar((String) a[0])));
  }

  /** A question to a parser that stands on a value. */
  private interface Test {
    boolean holds(JsonParser parser) throws IOException;
  }

  /** What is taken from the value that a path leads to. */
  private interface Taking {
    @Nullable Object from(JsonParser parser) throws IOException;
  }

  private static FunctionFailure notJson() {
    return FunctionFailure.invalid("Cannot convert value to JSON");
  }

  /** The normal form: no blanks, members sorted by name, the last of equal names. */
  static String parse(String text) {
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw notJson();
      }
      Object value = tree(parser);
      if (parser.nextToken() != null) {
        throw notJson();
      }
      return JsonText.written(generator -> write(generator, value));
    } catch (IOException e) {
      throw notJson();
    }
  }

  private static @Nullable Object tree(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, tree(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(tree(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> new BigDecimal(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> members -> {
        generator.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
          generator.writeFieldName(String.valueOf(member.getKey()));
          write(generator, member.getValue());
        }
        generator.writeEndObject();
      }
      case List<?> elements -> {
        generator.writeStartArray();
        for (Object element : elements) {
          write(generator, element);
        }
        generator.writeEndArray();
      }
      case BigDecimal number -> generator.writeNumber(number.toString());
      case Boolean truth -> generator.writeBoolean(truth);
      default -> generator.writeString(value.toString());
    }
  }

  /** What stands at the path; NULL if nothing does, or if the text is not JSON up to there. */
  private static @Nullable Object find(Object[] arguments, Taking taking) {
    List<String> path = JsonPaths.parse((String) arguments[1]);
    try (JsonParser parser = JsonText.FACTORY.createParser((String) arguments[0])) {
      if (parser.nextToken() == null) {
        return null;
      }
      for (String step : path) {
        if (!enter(parser, step)) {
          return null;
        }
      }
      return taking.from(parser);
    } catch (IOException notJson) {
      return null;
    }
  }

  private static boolean enter(JsonParser parser, String step) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(step);
        parser.nextToken();
        if (found) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      int wanted = JsonPaths.index(step);
      int index = 0;
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        if (index++ == wanted) {
          return true;
        }
        parser.skipChildren();
        token = parser.nextToken();
      }
    }
    return false;
  }

  private static String structure(JsonParser parser) {
    return JsonText.written(generator -> generator.copyCurrentStructure(parser));
  }

  private static @Nullable String scalar(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : null;
  }

  private static Long size(JsonParser parser) throws IOException {
    JsonToken start = parser.currentToken();
    if (!start.isStructStart()) {
      return 0L;
    }
    long size = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT) {
      if (start == JsonToken.START_OBJECT) {
        parser.nextToken();
      }
      parser.skipChildren();
      size++;
      token = parser.nextToken();
    }
    return size;
  }

  private static @Nullable Long elements(String text) {
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      return parser.nextToken() == JsonToken.START_ARRAY ? size(parser) : null;
    } catch (IOException notJson) {
      return null;
    }
  }

  private static @Nullable String element(String text, long index) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token == null) {
          return null;
        }
        elements.add(
            token.isScalarValue()
                    && token != JsonToken.VALUE_NULL
                    && token != JsonToken.VALUE_STRING
                ? parser.getText()
                : token == JsonToken.VALUE_STRING ? parser.getText() : structure(parser));
        if (index >= 0 && elements.size() > index) {
          return elements.get((int) index);
        }
      }
    } catch (IOException notJson) {
      return null;
    }
    long at = elements.size() + index;
    return index < 0 && at >= 0 ? elements.get((int) at) : null;
  }

  private static boolean isWhole(JsonParser parser, long value) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && parser.getLongValue() == value;
  }

  private static @Nullable Boolean contains(Object[] arguments, Test test) {
    try (JsonParser parser = JsonText.FACTORY.createParser((String) arguments[0])) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token == null) {
          return null;
        }
        boolean nested = token.isStructStart();
        parser.skipChildren();
        if (!nested && test.holds(parser)) {
          return true;
        }
      }
      return false;
    } catch (IOException notJson) {
      return null;
    }
  }

  private static boolean isScalar(String text) {
    try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw FunctionFailure.invalid("Invalid JSON value");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw FunctionFailure.invalid("Invalid JSON value");
      }
      return token.isScalarValue();
    } catch (IOException e) {
      throw FunctionFailure.invalid("Invalid JSON value");
    }
  }
}
