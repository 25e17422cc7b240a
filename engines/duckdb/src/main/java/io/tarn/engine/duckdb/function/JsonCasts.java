package io.tarn.engine.duckdb.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.TypeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Casts of JSON to other types. The result is text that the engine casts on: of a scalar its own
 * text; of arrays, maps and rows JSON in which every scalar is a string, rows are objects with
 * members {@code f0…fn}, and maps are lists of such objects with {@code k} and {@code v}.
 */
final class JsonCasts {
  private static final Map<String, DataType> TYPES = new ConcurrentHashMap<>();

  private JsonCasts() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_json_cast(VARCHAR, VARCHAR) VARCHAR", a -> cast((String) a[0], (String) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_json_quote(VARCHAR) VARCHAR",
            a -> JsonText.written(generator -> generator.writeString((String) a[0]))));
  }

  private static @Nullable String cast(String json, String typeText) {
    DataType type = TYPES.computeIfAbsent(typeText, TypeText::parse);
    try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
      parser.nextToken();
      if (isNested(type)) {
        return parser.currentToken() == JsonToken.VALUE_NULL
            ? null
            : JsonText.written(generator -> write(generator, parser, type));
      }
      return scalar(parser, type);
    } catch (IOException e) {
      throw refused(type, "the text is no JSON");
    }
  }

  private static boolean isNested(DataType type) {
    return type instanceof Array || type instanceof DataType.Map || type instanceof Row;
  }

  private static FunctionFailure refused(DataType type, String why) {
    return new FunctionFailure(
        ErrorCode.INVALID_CAST_ARGUMENT, "Cannot cast JSON to " + type + ": " + why);
  }

  private static void write(JsonGenerator generator, JsonParser parser, DataType type)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL && type != Simple.JSON) {
      generator.writeNull();
      return;
    }
    switch (type) {
      case Array(DataType element) -> {
        expect(parser, JsonToken.START_ARRAY, type);
        generator.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          write(generator, parser, element);
        }
        generator.writeEndArray();
      }
      case DataType.Map map -> writeMap(generator, parser, map);
      case Row row -> writeRow(generator, parser, row);
      default -> generator.writeString(scalar(parser, type));
    }
  }

  private static void expect(JsonParser parser, JsonToken token, DataType type) {
    if (parser.currentToken() != token) {
      throw refused(type, "the JSON has another structure");
    }
  }

  private static void writeMap(JsonGenerator generator, JsonParser parser, DataType.Map type)
      throws IOException {
    expect(parser, JsonToken.START_OBJECT, type);
    Set<String> keys = new HashSet<>();
    generator.writeStartArray();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = text(parser.currentName(), type.key());
      if (!keys.add(key)) {
        throw refused(type, "a key occurs twice");
      }
      generator.writeStartObject();
      generator.writeStringField("k", key);
      generator.writeFieldName("v");
      parser.nextToken();
      write(generator, parser, type.value());
      generator.writeEndObject();
    }
    generator.writeEndArray();
  }

  /** A row from an array, by place, or from an object, by name without regard to case. */
  private static void writeRow(JsonGenerator generator, JsonParser parser, Row type)
      throws IOException {
    List<@Nullable String> parts = new ArrayList<>();
    type.fields().forEach(field -> parts.add(null));
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      int index = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (index == parts.size()) {
          throw refused(type, "the array is longer than the row");
        }
        parts.set(index, part(parser, type.fields().get(index).type()));
        index++;
      }
      if (index < parts.size()) {
        throw refused(type, "the array is shorter than the row");
      }
    } else {
      expect(parser, JsonToken.START_OBJECT, type);
      Set<Integer> seen = new HashSet<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        int index = indexOf(type, parser.currentName());
        parser.nextToken();
        if (index < 0) {
          parser.skipChildren();
        } else if (seen.add(index)) {
          parts.set(index, part(parser, type.fields().get(index).type()));
        } else {
          throw refused(type, "a field occurs twice");
        }
      }
    }
    generator.writeStartObject();
    for (int i = 0; i < parts.size(); i++) {
      generator.writeFieldName("f" + i);
      String part = parts.get(i);
      if (part == null) {
        generator.writeNull();
      } else {
        generator.writeRawValue(part);
      }
    }
    generator.writeEndObject();
  }

  private static String part(JsonParser parser, DataType type) {
    return JsonText.written(generator -> write(generator, parser, type));
  }

  private static int indexOf(Row type, String name) {
    for (int i = 0; i < type.fields().size(); i++) {
      if (name.equalsIgnoreCase(type.fields().get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  /** The text of the scalar on which the parser stands, as one of the type. */
  private static @Nullable String scalar(JsonParser parser, DataType type) throws IOException {
    if (type == Simple.JSON) {
      return JsonText.written(generator -> generator.copyCurrentStructure(parser));
    }
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> text(parser.getText(), type);
      case VALUE_TRUE, VALUE_FALSE -> truth(parser.getBooleanValue(), type);
      case VALUE_NUMBER_INT -> number(parser.getText(), false, type);
      case VALUE_NUMBER_FLOAT -> number(parser.getText(), true, type);
      default -> throw refused(type, "the JSON has another structure");
    };
  }

  private static String truth(boolean value, DataType type) {
    return switch (type) {
      case DataType.Varchar _ -> String.valueOf(value);
      case Simple.BOOLEAN -> String.valueOf(value);
      case Simple.DOUBLE, Simple.REAL -> value ? "1.0" : "0.0";
      default -> value ? "1" : "0";
    };
  }

  private static String number(String text, boolean fraction, DataType type) {
    return switch (type) {
      case DataType.Varchar _ ->
          fraction ? NumberFunctions.doubleText(Double.parseDouble(text)) : text;
      case Simple.BOOLEAN -> String.valueOf(new BigDecimal(text).signum() != 0);
      case Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT ->
          whole(new BigDecimal(text), type);
      case Decimal decimal -> decimal(text, decimal);
      default -> text;
    };
  }

  /** What a string is as a value of the type. */
  private static String text(String text, DataType type) {
    try {
      return switch (type) {
        case DataType.Varchar _ -> text;
        case Simple.BOOLEAN ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "t", "1" -> "true";
              case "false", "f", "0" -> "false";
              default -> throw refused(type, "the string is no boolean");
            };
        case Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT ->
            whole(BigDecimal.valueOf(Long.parseLong(text)), type);
        case Simple.DOUBLE -> Double.toString(Double.parseDouble(text));
        case Simple.REAL -> Float.toString(Float.parseFloat(text));
        case Decimal decimal -> decimal(text, decimal);
        default -> throw refused(type, "the string is no such value");
      };
    } catch (NumberFormatException e) {
      throw refused(type, "the string is no number");
    }
  }

  private static String whole(BigDecimal value, DataType type) {
    int bits =
        switch (type) {
          case Simple.TINYINT -> Byte.SIZE;
          case Simple.SMALLINT -> Short.SIZE;
          case Simple.INTEGER -> Integer.SIZE;
          default -> Long.SIZE;
        };
    boolean large = value.precision() - value.scale() > 20;
    if (large || value.setScale(0, RoundingMode.HALF_UP).toBigInteger().bitLength() >= bits) {
      throw refused(type, "the number is out of range");
    }
    return value.setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  private static String decimal(String text, Decimal type) {
    BigDecimal value = new BigDecimal(text);
    boolean large = value.precision() - (long) value.scale() > type.precision() - type.scale() + 1L;
    BigDecimal scaled = large ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
    if (large || scaled.precision() > type.precision()) {
      throw refused(type, "the number is out of range");
    }
    return scaled.toPlainString();
  }
}
