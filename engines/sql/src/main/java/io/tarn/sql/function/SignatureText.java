package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads signatures as {@code concat(varchar...) varchar} or {@code transform(array(T),
 * function(T,U)) array(U)}. Capitals are type variables, small letters in parentheses number
 * variables. Not thread-safe.
 */
final class SignatureText {
  private final String text;
  private int at;

  private SignatureText(String text) {
    this.text = text;
  }

  static Signature parse(String text) {
    SignatureText reader = new SignatureText(text);
    String name = reader.word();
    List<TypePattern> arguments = new ArrayList<>();
    boolean variadic = false;
    reader.require('(');
    while (!reader.accept(')')) {
      arguments.add(reader.type());
      variadic = reader.acceptDots();
      reader.accept(',');
    }
    return new Signature(name, arguments, variadic, reader.type());
  }

  private TypePattern type() {
    String word = word();
    return switch (word) {
      case "array" -> {
        require('(');
        TypePattern element = type();
        require(')');
        yield new TypePattern.ArrayOf(element);
      }
      case "map" -> {
        List<TypePattern> types = types();
        yield new TypePattern.MapOf(types.get(0), types.get(1));
      }
      case "row" -> new TypePattern.RowOf(types());
      case "function" -> {
        List<TypePattern> types = types();
        yield new TypePattern.FunctionOf(types.subList(0, types.size() - 1), types.getLast());
      }
      case "varchar", "char", "decimal", "time", "timestamp" -> sized(word);
      case "interval" -> {
        boolean day = word().equals("day");
        word();
        word();
        yield new TypePattern.Fixed(
            day ? Simple.INTERVAL_DAY_TO_SECOND : Simple.INTERVAL_YEAR_TO_MONTH);
      }
      default ->
          Character.isUpperCase(word.charAt(0))
              ? new TypePattern.Variable(word)
              : new TypePattern.Fixed(Simple.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
    };
  }

  private TypePattern sized(String base) {
    List<String> numbers = new ArrayList<>();
    if (accept('(')) {
      do {
        numbers.add(word());
      } while (accept(','));
      require(')');
    }
    String full = base;
    if (text.startsWith(" with time zone", at)) {
      at += " with time zone".length();
      full = base + " with time zone";
    }
    if (numbers.stream().allMatch(number -> Character.isDigit(number.charAt(0)))) {
      return new TypePattern.Fixed(made(full, numbers.stream().map(Integer::valueOf).toList()));
    }
    return new TypePattern.Sized(full, numbers);
  }

  /** A type of that base with those numbers. */
  static DataType made(String base, List<Integer> numbers) {
    return switch (base) {
      case "varchar" ->
          numbers.isEmpty() || numbers.getFirst() == Signature.UNBOUNDED
              ? Varchar.UNBOUNDED
              : new Varchar(numbers.getFirst());
      case "char" -> new Char(numbers.getFirst());
      case "decimal" -> new Decimal(numbers.get(0), numbers.get(1));
      case "time" -> new Time(numbers.getFirst(), false);
      case "time with time zone" -> new Time(numbers.getFirst(), true);
      case "timestamp" -> new Timestamp(numbers.getFirst(), false);
      case "timestamp with time zone" -> new Timestamp(numbers.getFirst(), true);
      default -> throw new IllegalArgumentException(base);
    };
  }

  private List<TypePattern> types() {
    List<TypePattern> types = new ArrayList<>();
    require('(');
    do {
      types.add(type());
    } while (accept(','));
    require(')');
    return types;
  }

  private String word() {
    space();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException(text + " at " + at);
    }
    return text.substring(start, at);
  }

  private boolean accept(char expected) {
    space();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private boolean acceptDots() {
    if (text.startsWith("...", at)) {
      at += 3;
      return true;
    }
    return false;
  }

  private void require(char expected) {
    if (!accept(expected)) {
      throw new IllegalArgumentException(text + ": " + expected + " expected at " + at);
    }
  }

  private void space() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
