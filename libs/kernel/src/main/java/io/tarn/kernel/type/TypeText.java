package io.tarn.kernel.type;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Trino's text of a type. Not thread-safe; {@link #parse} may be called from any thread. */
public final class TypeText {
  private static final Pattern BARE = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  private TypeText(String text) {
    this.text = text;
  }

  /**
   * @throws ProblemException {@code TYPE_NOT_FOUND} if the text is no type of the dialect
   */
  public static DataType parse(String text) {
    TypeText reader = new TypeText(text);
    DataType type = reader.type();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.unknown();
    }
    return type;
  }

  static String identifier(String name) {
    return BARE.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private DataType type() {
    if (++depth > MAX_DEPTH) {
      throw unknown();
    }
    try {
      return typeOf(word());
    } finally {
      depth--;
    }
  }

  private DataType typeOf(String word) {
    return switch (word) {
      case "unknown" -> Simple.UNKNOWN;
      case "boolean" -> Simple.BOOLEAN;
      case "tinyint" -> Simple.TINYINT;
      case "smallint" -> Simple.SMALLINT;
      case "integer", "int" -> Simple.INTEGER;
      case "bigint" -> Simple.BIGINT;
      case "real" -> Simple.REAL;
      case "double" -> {
        accept("precision");
        yield Simple.DOUBLE;
      }
      case "date" -> Simple.DATE;
      case "varbinary" -> Simple.VARBINARY;
      case "json" -> Simple.JSON;
      case "uuid" -> Simple.UUID;
      case "interval" -> interval();
      case "decimal", "dec", "numeric" -> decimal();
      case "varchar" -> new Varchar(open() ? (Integer) closed(number()) : null);
      case "char", "character" -> new Char(open() ? closed(number()) : 1);
      case "time" -> {
        int precision = open() ? closed(number()) : 3;
        yield new Time(precision, zone());
      }
      case "timestamp" -> {
        int precision = open() ? closed(number()) : 3;
        yield new Timestamp(precision, zone());
      }
      case "array" -> {
        require('(');
        DataType element = type();
        require(')');
        yield new Array(element);
      }
      case "map" -> {
        require('(');
        DataType key = type();
        require(',');
        DataType value = type();
        require(')');
        yield new Map(key, value);
      }
      case "row" -> row();
      default -> throw unknown();
    };
  }

  private DataType decimal() {
    if (!open()) {
      return new Decimal(Decimal.MAX_PRECISION, 0);
    }
    int precision = number();
    int scale = 0;
    space();
    if (peek() == ',') {
      at++;
      scale = number();
    }
    require(')');
    if (precision < 1 || precision > Decimal.MAX_PRECISION || scale > precision) {
      throw unknown();
    }
    return new Decimal(precision, scale);
  }

  private DataType interval() {
    boolean day = accept("day");
    if (!day && !accept("year")) {
      throw unknown();
    }
    if (!accept("to") || !accept(day ? "second" : "month")) {
      throw unknown();
    }
    return day ? Simple.INTERVAL_DAY_TO_SECOND : Simple.INTERVAL_YEAR_TO_MONTH;
  }

  private DataType row() {
    require('(');
    List<Field> fields = new ArrayList<>();
    do {
      fields.add(field());
      space();
    } while (peek() == ',' && at++ >= 0);
    require(')');
    return new Row(fields);
  }

  private Field field() {
    space();
    if (peek() == '"') {
      return new Field(quoted(), type());
    }
    int start = at;
    String word = word();
    space();
    char next = peek();
    boolean anonymous = next == ',' || next == ')' || next == '(';
    if (anonymous || startsType(word)) {
      int afterWord = at;
      at = start;
      @Nullable DataType alone = typeOrNull();
      if (alone != null) {
        space();
        if (peek() == ',' || peek() == ')') {
          return new Field(null, alone);
        }
      }
      at = afterWord;
    }
    return new Field(word, type());
  }

  private @Nullable DataType typeOrNull() {
    try {
      return type();
    } catch (ProblemException notAType) {
      return null;
    }
  }

  private static boolean startsType(String word) {
    return word.equals("double")
        || word.equals("interval")
        || word.equals("time")
        || word.equals("timestamp");
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        name.append(c);
      } else if (peek() == '"') {
        name.append('"');
        at++;
      } else {
        return name.toString();
      }
    }
    throw unknown();
  }

  private boolean zone() {
    int start = at;
    boolean with = accept("with");
    if (with || accept("without")) {
      if (accept("time") && accept("zone")) {
        return with;
      }
      at = start;
    }
    return false;
  }

  private boolean accept(String expected) {
    int start = at;
    space();
    if (Character.isLetter(peek()) && word().equals(expected)) {
      return true;
    }
    at = start;
    return false;
  }

  private String word() {
    space();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (start == at) {
      throw unknown();
    }
    return text.substring(start, at).toLowerCase(Locale.ROOT);
  }

  private int number() {
    String digits = word();
    if (digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unknown();
    }
    long value = Long.parseLong(digits);
    if (value > Integer.MAX_VALUE) {
      throw unknown();
    }
    return (int) value;
  }

  private boolean open() {
    int start = at;
    space();
    if (peek() == '(') {
      at++;
      return true;
    }
    at = start;
    return false;
  }

  private int closed(int value) {
    require(')');
    return value;
  }

  private void require(char expected) {
    space();
    if (peek() != expected) {
      throw unknown();
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private ProblemException unknown() {
    return new ProblemException(ErrorCode.TYPE_NOT_FOUND, "Unknown type: " + text);
  }
}
