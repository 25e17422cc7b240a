package io.tarn.engine.duckdb.function;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Texts, by code points. */
final class TextFunctions {
  private TextFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_lower(VARCHAR) VARCHAR", a -> mapped((String) a[0], Character::toLowerCase)));
    functions.add(
        JavaFunction.of(
            "tarn_upper(VARCHAR) VARCHAR", a -> mapped((String) a[0], Character::toUpperCase)));
    functions.add(
        JavaFunction.of(
            "tarn_levenshtein(VARCHAR, VARCHAR) BIGINT",
            a -> levenshtein(codePoints(a[0]), codePoints(a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_hamming(VARCHAR, VARCHAR) BIGINT",
            a -> hamming(codePoints(a[0]), codePoints(a[1]))));
    functions.add(JavaFunction.of("tarn_soundex(VARCHAR) VARCHAR", a -> soundex((String) a[0])));
    functions.add(JavaFunction.of("tarn_luhn(VARCHAR) BOOLEAN", a -> luhn((String) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_normalize(VARCHAR, VARCHAR) VARCHAR",
            a -> normalized((String) a[0], (String) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_strpos(VARCHAR, VARCHAR, BIGINT) BIGINT",
            a -> position((String) a[0], (String) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_overlay(VARCHAR, VARCHAR, BIGINT, BIGINT) VARCHAR",
            a -> overlay(codePoints(a[0]), (String) a[1], (Long) a[2], (Long) a[3])));
    functions.add(
        JavaFunction.of(
            "tarn_split(VARCHAR, VARCHAR, BIGINT) VARCHAR",
            a -> split((String) a[0], (String) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_like(VARCHAR, VARCHAR, VARCHAR) BOOLEAN",
            a -> like((String) a[0], (String) a[1], (String) a[2])));
  }

  private static int[] codePoints(Object text) {
    return ((String) text).codePoints().toArray();
  }

  private static String mapped(String text, IntUnaryOperator map) {
    int[] codePoints = text.codePoints().map(map).toArray();
    return new String(codePoints, 0, codePoints.length);
  }

  private static long levenshtein(int[] left, int[] right) {
    if (left.length == 0 || right.length == 0) {
      return Math.max(left.length, right.length);
    }
    if ((long) left.length * (right.length - 1) > 1_000_000) {
      throw FunctionFailure.invalid("The combined inputs for Levenshtein distance are too large");
    }
    int[] distances = new int[right.length + 1];
    for (int j = 0; j <= right.length; j++) {
      distances[j] = j;
    }
    for (int i = 1; i <= left.length; i++) {
      int diagonal = distances[0];
      distances[0] = i;
      for (int j = 1; j <= right.length; j++) {
        int above = distances[j];
        int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
        distances[j] = Math.min(replaced, Math.min(above, distances[j - 1]) + 1);
        diagonal = above;
      }
    }
    return distances[right.length];
  }

  private static long hamming(int[] left, int[] right) {
    if (left.length != right.length) {
      throw FunctionFailure.invalid(
          "The input strings to hamming_distance function must have the same length");
    }
    long distance = 0;
    for (int i = 0; i < left.length; i++) {
      distance += left[i] == right[i] ? 0 : 1;
    }
    return distance;
  }

  /** The American Soundex code, as Apache Commons Codec gives it. */
  private static String soundex(String text) {
    String codes = "01230120022455012623010202";
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toUpperCase(text.charAt(i));
      if (Character.isLetter(c)) {
        if (c < 'A' || c > 'Z') {
          throw FunctionFailure.invalid("The character is not mapped by soundex");
        }
        letters.append(c);
      }
    }
    if (letters.isEmpty()) {
      return "";
    }
    StringBuilder result = new StringBuilder().append(letters.charAt(0));
    char last = codes.charAt(letters.charAt(0) - 'A');
    for (int i = 1; i < letters.length() && result.length() < 4; i++) {
      char letter = letters.charAt(i);
      if (letter == 'H' || letter == 'W') {
        continue;
      }
      char code = codes.charAt(letter - 'A');
      if (code != '0' && code != last) {
        result.append(code);
      }
      last = code;
    }
    return result.append("0".repeat(4 - result.length())).toString();
  }

  private static boolean luhn(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(text.length() - 1 - i);
      if (c < '0' || c > '9') {
        throw FunctionFailure.invalid("Input contains non-numeric characters");
      }
      int digit = c - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled / 10 + doubled % 10;
    }
    return sum % 10 == 0;
  }

  private static String normalized(String text, String form) {
    try {
      return Normalizer.normalize(text, Normalizer.Form.valueOf(form));
    } catch (IllegalArgumentException e) {
      throw FunctionFailure.invalid("Normalization form must be one of NFD, NFC, NFKD, NFKC");
    }
  }

  /** The position of one of several occurrences; a negative number counts from the end. */
  private static long position(String text, String part, long instance) {
    if (instance == 0) {
      throw FunctionFailure.invalid("instance must be a positive or negative number.");
    }
    if (part.isEmpty()) {
      return 1;
    }
    int found = instance > 0 ? -1 : text.length();
    for (long i = 0; i < Math.abs(instance); i++) {
      found = instance > 0 ? text.indexOf(part, found + 1) : text.lastIndexOf(part, found - 1);
      if (found < 0 || (instance < 0 && found == 0 && i + 1 < Math.abs(instance))) {
        return 0;
      }
    }
    return text.codePointCount(0, found) + 1L;
  }

  private static String overlay(int[] text, String replacement, long start, long length) {
    if (start <= 0 || length < 0) {
      throw FunctionFailure.invalid("The start and length of OVERLAY are out of range");
    }
    int from = (int) Math.min(start - 1, text.length);
    int to = (int) Math.min(from + Math.min(length, text.length), text.length);
    return new String(text, 0, from) + replacement + new String(text, to, text.length - to);
  }

  /** At most so many parts, the last of which is the rest, as JSON text. */
  private static String split(String text, String delimiter, long limit) {
    if (limit <= 0) {
      throw FunctionFailure.invalid("Limit must be positive");
    }
    if (delimiter.isEmpty()) {
      throw FunctionFailure.invalid("The delimiter may not be the empty string");
    }
    List<@Nullable String> parts = new ArrayList<>();
    int at = 0;
    int found = text.indexOf(delimiter);
    while (found >= 0 && parts.size() < limit - 1) {
      parts.add(text.substring(at, found));
      at = found + delimiter.length();
      found = text.indexOf(delimiter, at);
    }
    parts.add(text.substring(at));
    return JsonText.array(parts);
  }

  private static boolean like(String text, String pattern, String escape) {
    int[] escapes = escape.codePoints().toArray();
    if (escapes.length != 1) {
      throw FunctionFailure.invalid("Escape string must be a single character");
    }
    return LikePatterns.matches(text, pattern, escapes[0]);
  }
}
