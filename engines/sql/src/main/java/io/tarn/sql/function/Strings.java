package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Char;
import java.util.List;

/** Functions on text. Positions and lengths count code points. */
final class Strings {
  /** What trimming removes: the white space of {@link Character#isWhitespace(int)}. */
  private static final String WHITE_SPACE = whiteSpace();

  private Strings() {}

  static void addTo(FunctionTable table) {
    table.scalar("length(varchar(x)) bigint").duckdb("length($1)");
    table
        .scalar("length(char(x)) bigint")
        .duckdb(
            call ->
                "(CASE WHEN %s IS NULL THEN NULL ELSE CAST(%d AS BIGINT) END)"
                    .formatted(call.text(0), ((Char) call.type(0)).length()));
    table.scalar("length(varbinary) bigint").duckdb("octet_length($1)");
    addCase(table);
    addConcatenation(table);
    addSubstrings(table);
    addTrimming(table);
    addSearching(table);
    addPadding(table);
    table
        .scalar("chr(bigint) varchar(1)")
        .duckdb(
            call ->
                "(CASE WHEN %s BETWEEN 1 AND 1114111 THEN chr(CAST(%s AS INTEGER)) WHEN %s IS NULL THEN NULL ELSE %s END)"
                    .formatted(
                        call.text(0),
                        call.text(0),
                        call.text(0),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT,
                            "Not a valid Unicode code point")));
    table.scalar("codepoint(varchar(1)) integer").duckdb("unicode($1)");
    table
        .scalar("levenshtein_distance(varchar(x), varchar(y)) bigint")
        .duckdb("tarn_levenshtein($1, $2)");
    table.scalar("hamming_distance(varchar(x), varchar(y)) bigint").duckdb("tarn_hamming($1, $2)");
    table.scalar("soundex(varchar) varchar(4)").duckdb("tarn_soundex($1)");
    table.scalar("luhn_check(varchar) boolean").duckdb("tarn_luhn($1)");
    table.scalar("normalize(varchar(x), varchar(y)) varchar").duckdb("tarn_normalize($1, $2)");
    table.scalar("normalize(varchar(x)) varchar").duckdb("tarn_normalize($1, 'NFC')");
    table
        .scalar("translate(varchar(x), varchar(y), varchar(z)) varchar")
        .duckdb("translate($1, $2, $3)");
  }

  private static String whiteSpace() {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      if (Character.isWhitespace(c)) {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /** DuckDB maps some letters beyond ASCII otherwise. */
  private static void addCase(FunctionTable table) {
    for (String name : List.of("lower", "upper")) {
      String form =
          "(CASE WHEN strlen($1) = length($1) THEN %s($1) ELSE tarn_%s($1) END)"
              .formatted(name, name);
      table.scalar(name + "(varchar(x)) varchar(x)").duckdb(form);
      table.scalar(name + "(char(x)) char(x)").duckdb(form);
    }
    String reverse =
        "(CASE WHEN strlen($1) = length($1) THEN reverse($1)"
            + " ELSE array_to_string(list_reverse(string_split($1, '')), '') END)";
    table.scalar("reverse(varchar(x)) varchar(x)").duckdb(reverse);
    table
        .scalar("reverse(char(x)) char(x)")
        .duckdb(
            call ->
                "rtrim(array_to_string(list_reverse(string_split(rpad(%s, %d, ' '), '')), ''), ' ')"
                    .formatted(call.text(0), ((Char) call.type(0)).length()));
    table.scalar("title_case(varchar(x)) varchar(x)");
  }

  private static void addConcatenation(FunctionTable table) {
    table
        .scalar("concat(char(x), char(y)) char(u)")
        .number("u", n -> Integer.min(65_536, n.getOrDefault("x", 0) + n.getOrDefault("y", 0)))
        .duckdb(
            call ->
                "(rpad(%s, %d, ' ') || %s)"
                    .formatted(call.text(0), ((Char) call.type(0)).length(), call.text(1)));
    table.scalar("concat(varchar...) varchar").duckdb(call -> "(" + joined(call, " || ") + ")");
    table.scalar("concat(varbinary...) varbinary").duckdb(call -> "(" + joined(call, " || ") + ")");
    table
        .scalar("concat_ws(varchar, array(varchar)) varchar")
        .duckdb("(CASE WHEN $1 IS NULL THEN NULL ELSE array_to_string(coalesce($2, []), $1) END)");
    table.scalar("concat_ws(varchar, varchar...) varchar").duckdb("concat_ws($*)");
  }

  private static String joined(Written call, String sign) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < call.size(); i++) {
      text.append(i == 0 ? "" : sign).append(call.text(i));
    }
    return text.toString();
  }

  private static void addSubstrings(FunctionTable table) {
    for (String name : List.of("substr", "substring")) {
      for (String type : List.of("varchar(x)", "char(x)")) {
        table
            .scalar(name + "(" + type + ", bigint) varchar(x)")
            .duckdb(call -> substring(call, padded(call), false));
        table
            .scalar(name + "(" + type + ", bigint, bigint) varchar(x)")
            .duckdb(call -> substring(call, padded(call), true));
      }
    }
    table
        .scalar("split(varchar(x), varchar(y)) array(varchar(x))")
        .duckdb(
            call -> notEmpty(call, 1, "string_split(" + call.text(0) + ", " + call.text(1) + ")"));
    table
        .scalar("split(varchar(x), varchar(y), bigint) array(varchar(x))")
        .duckdb("CAST(CAST(tarn_split($1, $2, $3) AS JSON) AS VARCHAR[])");
    table
        .scalar("split_part(varchar(x), varchar(y), bigint) varchar(x)")
        .duckdb(
            call ->
                "(CASE WHEN %s <= 0 THEN %s ELSE string_split(%s, %s)[%s] END)"
                    .formatted(
                        call.text(2),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT, "Index must be greater than zero"),
                        call.text(0),
                        call.text(1),
                        call.text(2)));
    table
        .scalar("$overlay(varchar, varchar, bigint) varchar")
        .duckdb("tarn_overlay($1, $2, $3, length($2))");
    table
        .scalar("$overlay(varchar, varchar, bigint, bigint) varchar")
        .duckdb("tarn_overlay($1, $2, $3, $4)");
  }

  /** A char with its padding, a varchar as it is. */
  private static String padded(Written call) {
    return padded(call, 0);
  }

  /** The argument with the padding that it has if it is char. */
  static String padded(Written call, int index) {
    return call.type(index) instanceof Char(int length)
        ? "rpad(" + call.text(index) + ", " + length + ", ' ')"
        : call.text(index);
  }

  private static String notEmpty(Written call, int index, String text) {
    if (call.isConstant(index) && !call.constantText(index).isEmpty()) {
      return text;
    }
    return "(CASE WHEN %s = '' THEN %s ELSE %s END)"
        .formatted(
            call.text(index),
            call.failure(
                ErrorCode.INVALID_FUNCTION_ARGUMENT, "The delimiter may not be the empty string"),
            text);
  }

  private static String substring(Written call, String value, boolean limited) {
    String start = call.text(1);
    String length = limited ? call.text(2) : "";
    String plain =
        limited
            ? "substr(" + value + ", " + start + ", " + length + ")"
            : "substr(" + value + ", " + start + ")";
    String none = start + " = 0 OR " + start + " < -length(" + value + ")";
    String guard = value + " IS NOT NULL AND " + start + " IS NOT NULL";
    if (limited) {
      none += " OR " + length + " <= 0";
      guard += " AND " + length + " IS NOT NULL";
    }
    return "(CASE WHEN " + guard + " AND (" + none + ") THEN '' ELSE " + plain + " END)";
  }

  private static void addTrimming(FunctionTable table) {
    for (String name : List.of("trim", "ltrim", "rtrim")) {
      table
          .scalar(name + "(varchar(x)) varchar(x)")
          .duckdb(call -> "%s(%s, %s)".formatted(name, call.text(0), call.quoted(WHITE_SPACE)));
      table.scalar(name + "(varchar(x), varchar(y)) varchar(x)").duckdb(name + "($1, $2)");
      table
          .scalar(name + "(varchar(x), char(y)) varchar(x)")
          .duckdb(call -> name + "(" + call.text(0) + ", " + padded(call, 1) + ")");
      table
          .scalar(name + "(char(x)) varchar(x)")
          .duckdb(
              call -> "%s(rtrim(%s), %s)".formatted(name, call.text(0), call.quoted(WHITE_SPACE)));
      table
          .scalar(name + "(char(x), varchar(y)) varchar(x)")
          .duckdb(call -> "rtrim(%s(%s, %s), ' ')".formatted(name, padded(call), call.text(1)));
    }
  }

  private static void addSearching(FunctionTable table) {
    table.scalar("strpos(varchar(x), varchar(y)) bigint").duckdb("strpos($1, $2)");
    table.scalar("strpos(varchar(x), varchar(y), bigint) bigint").duckdb("tarn_strpos($1, $2, $3)");
    table.scalar("starts_with(varchar(x), varchar(y)) boolean").duckdb("starts_with($1, $2)");
    table.scalar("ends_with(varchar(x), varchar(y)) boolean").duckdb("ends_with($1, $2)");
    table.scalar("replace(varchar(x), varchar(y)) varchar(x)").duckdb(call -> replace(call, "''"));
    table
        .scalar("replace(varchar(x), varchar(y), varchar(z)) varchar(u)")
        .number("u", Strings::replacedLength)
        .duckdb(call -> replace(call, call.text(2)));
    table.scalar("$like(varchar(x), varchar(y)) boolean").duckdb("($1 LIKE $2)");
    table
        .scalar("$like(char(x), varchar(y)) boolean")
        .duckdb(call -> "(" + padded(call) + " LIKE " + call.text(1) + ")");
    table
        .scalar("$like(varchar(x), varchar(y), varchar(z)) boolean")
        .duckdb(call -> likeEscaped(call, call.text(0)));
    table
        .scalar("$like(char(x), varchar(y), varchar(z)) boolean")
        .duckdb(call -> likeEscaped(call, padded(call)));
  }

  /** Trino's bound: each code point and each gap may become the replacement. */
  private static int replacedLength(java.util.Map<String, Integer> n) {
    long x = n.getOrDefault("x", 0);
    long z = n.getOrDefault("z", 0);
    return (int) Long.min(Integer.MAX_VALUE, x + z * (x + 1));
  }

  private static String replace(Written call, String replacement) {
    String plain = "replace(" + call.text(0) + ", " + call.text(1) + ", " + replacement + ")";
    if (call.isConstant(1) && !call.constantText(1).isEmpty()) {
      return plain;
    }
    return "(CASE WHEN %s = '' THEN %s || array_to_string(string_split(%s, ''), %s) || CASE WHEN %s = '' THEN '' ELSE %s END ELSE %s END)"
        .formatted(
            call.text(1), replacement, call.text(0), replacement, call.text(0), replacement, plain);
  }

  private static String likeEscaped(Written call, String value) {
    if (!call.isConstant(2)
        || call.constantText(2).codePointCount(0, call.constantText(2).length()) != 1) {
      return call.isConstant(2)
          ? call.failure(
              ErrorCode.INVALID_FUNCTION_ARGUMENT, "Escape string must be a single character")
          : "tarn_like(" + value + ", " + call.text(1) + ", " + call.text(2) + ")";
    }
    return "tarn_like(" + value + ", " + call.text(1) + ", " + call.text(2) + ")";
  }

  private static void addPadding(FunctionTable table) {
    for (String name : List.of("lpad", "rpad")) {
      table
          .scalar(name + "(varchar(x), bigint, varchar(y)) varchar")
          .duckdb(call -> pad(call, name, call.text(0)));
      table
          .scalar(name + "(char(x), bigint, varchar(y)) varchar")
          .duckdb(call -> pad(call, name, padded(call)));
    }
  }

  private static String pad(Written call, String name, String value) {
    return "(CASE WHEN %s < 0 OR %s > 10000000 THEN %s WHEN %s = '' THEN %s ELSE %s(%s, CAST(least(%s, 10000000) AS INTEGER), %s) END)"
        .formatted(
            call.text(1),
            call.text(1),
            call.failure(
                ErrorCode.INVALID_FUNCTION_ARGUMENT,
                "Target length must be in the range from 0 to 10 million"),
            call.text(2),
            call.failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "Padding string must not be empty"),
            name,
            value,
            call.text(1),
            call.text(2));
  }
}
