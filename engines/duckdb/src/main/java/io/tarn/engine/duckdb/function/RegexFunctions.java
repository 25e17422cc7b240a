package io.tarn.engine.duckdb.function;

import io.airlift.jcodings.specific.NonStrictUTF8Encoding;
import io.airlift.joni.Matcher;
import io.airlift.joni.Option;
import io.airlift.joni.Regex;
import io.airlift.joni.Region;
import io.airlift.joni.Syntax;
import io.airlift.joni.exception.JOniException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Regular expressions in Java's syntax over UTF-8, by the library that Trino uses. */
final class RegexFunctions {
  private static final int CACHED = 64;

  /** The expressions used last by a thread, since most calls repeat one. */
  private static final ThreadLocal<Map<String, Regex>> CACHE =
      ThreadLocal.withInitial(
          () ->
              new LinkedHashMap<>(CACHED, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Regex> eldest) {
                  return size() > CACHED;
                }
              });

  private RegexFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_regexp_like(VARCHAR, VARCHAR) BOOLEAN", a -> new Search(a[0], a[1]).next()));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_extract(VARCHAR, VARCHAR, BIGINT) VARCHAR",
            a -> extract(new Search(a[0], a[1]), (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_extract_all(VARCHAR, VARCHAR, BIGINT) VARCHAR",
            a -> extractAll(new Search(a[0], a[1]), (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_split(VARCHAR, VARCHAR) VARCHAR", a -> split(new Search(a[0], a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_replace(VARCHAR, VARCHAR, VARCHAR) VARCHAR",
            a -> replace(new Search(a[0], a[1]), (String) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_count(VARCHAR, VARCHAR) BIGINT", a -> count(new Search(a[0], a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_regexp_position(VARCHAR, VARCHAR, INTEGER, INTEGER) INTEGER",
            a -> position((String) a[0], a[1], (Long) a[2], (Long) a[3])));
  }

  /** The matches of an expression in a text, one after the other. */
  private static final class Search {
    final byte[] text;
    final Regex regex;
    final Matcher matcher;
    int at;

    Search(Object text, Object pattern) {
      this.text = ((String) text).getBytes(StandardCharsets.UTF_8);
      this.regex = regex((String) pattern);
      this.matcher = regex.matcher(this.text);
    }

    boolean next() {
      if (at > text.length || matcher.search(at, text.length, Option.DEFAULT) < 0) {
        return false;
      }
      at = matcher.getEnd();
      if (matcher.getEnd() == matcher.getBegin()) {
        at += matcher.getBegin() < text.length ? length(text[matcher.getBegin()]) : 1;
      }
      return true;
    }

    /** The bytes of the character that begins with that byte. */
    private static int length(byte first) {
      int bits = first & 0xFF;
      return bits < 0x80 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
    }

    String text(int begin, int end) {
      return new String(text, begin, end - begin, StandardCharsets.UTF_8);
    }

    int group(long group) {
      if (group < 0) {
        throw FunctionFailure.invalid("Group cannot be negative");
      }
      int groups = matcher.getEagerRegion().numRegs - 1;
      if (group > groups) {
        throw FunctionFailure.invalid(
            "Pattern has " + groups + " groups. Cannot access group " + group);
      }
      return (int) group;
    }

    @Nullable String group(int group) {
      Region region = matcher.getEagerRegion();
      return region.beg[group] < 0 ? null : text(region.beg[group], region.end[group]);
    }
  }

  private static Regex regex(String pattern) {
    return CACHE
        .get()
        .computeIfAbsent(
            pattern,
            text -> {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              try {
                return new Regex(
                    bytes,
                    0,
                    bytes.length,
                    Option.DEFAULT,
                    NonStrictUTF8Encoding.INSTANCE,
                    Syntax.Java);
              } catch (JOniException | ArrayIndexOutOfBoundsException e) {
                throw FunctionFailure.invalid("The regular expression is not valid");
              }
            });
  }

  private static @Nullable String extract(Search search, long group) {
    int index = search.group(group);
    return search.next() ? search.group(index) : null;
  }

  private static String extractAll(Search search, long group) {
    int index = search.group(group);
    List<@Nullable String> found = new ArrayList<>();
    while (search.next()) {
      found.add(search.group(index));
    }
    return JsonText.array(found);
  }

  private static String split(Search search) {
    List<@Nullable String> parts = new ArrayList<>();
    int last = 0;
    while (search.next()) {
      parts.add(search.text(last, search.matcher.getBegin()));
      last = search.matcher.getEnd();
    }
    parts.add(search.text(last, search.text.length));
    return JsonText.array(parts);
  }

  private static String replace(Search search, String replacement) {
    StringBuilder result = new StringBuilder();
    int last = 0;
    while (search.next()) {
      result.append(search.text(last, search.matcher.getBegin()));
      last = search.matcher.getEnd();
      new Replacement(replacement, search).appendTo(result);
    }
    return result.append(search.text(last, search.text.length)).toString();
  }

  /** The text that stands for a match: groups by number or name, and escaped characters. */
  private record Replacement(String text, Search search) {
    void appendTo(StringBuilder result) {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '$') {
          at = group(result, at + 1);
        } else {
          if (c == '\\') {
            at++;
            if (at == text.length()) {
              throw illegal();
            }
          }
          result.append(text.charAt(at++));
        }
      }
    }

    private int group(StringBuilder result, int start) {
      if (start == text.length()) {
        throw illegal();
      }
      int at = start;
      int groups = search.matcher.getEagerRegion().numRegs;
      int group;
      if (text.charAt(at) == '{') {
        int end = text.indexOf('}', at);
        end = end < 0 ? text.length() : end;
        byte[] name = text.substring(at + 1, end).getBytes(StandardCharsets.UTF_8);
        try {
          group =
              search.regex.nameToBackrefNumber(
                  name, 0, name.length, search.matcher.getEagerRegion());
        } catch (JOniException e) {
          throw illegal();
        }
        at = end + 1;
      } else {
        group = text.charAt(at) - '0';
        if (group < 0 || group > 9 || group >= groups) {
          throw illegal();
        }
        at++;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
          int longer = group * 10 + text.charAt(at) - '0';
          if (longer >= groups) {
            break;
          }
          group = longer;
          at++;
        }
      }
      String found = search.group(group);
      result.append(found == null ? "" : found);
      return at;
    }

    private static FunctionFailure illegal() {
      return FunctionFailure.invalid("Illegal replacement sequence");
    }
  }

  private static long count(Search search) {
    long count = 0;
    while (search.next()) {
      count++;
    }
    return count;
  }

  private static long position(String text, Object pattern, long start, long occurrence) {
    if (start < 1) {
      throw FunctionFailure.invalid("start position cannot be smaller than 1");
    }
    if (occurrence < 1) {
      throw FunctionFailure.invalid("occurrence cannot be smaller than 1");
    }
    if (start > text.codePointCount(0, text.length())) {
      return -1;
    }
    Search search = new Search(text, pattern);
    int skipped = text.offsetByCodePoints(0, (int) start - 1);
    search.at = text.substring(0, skipped).getBytes(StandardCharsets.UTF_8).length;
    for (long i = 0; i < occurrence; i++) {
      if (!search.next()) {
        return -1;
      }
    }
    String before = search.text(0, search.matcher.getBegin());
    return before.codePointCount(0, before.length()) + 1L;
  }
}
