package io.tarn.ingest.csv;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of one record after another (RFC 4180; CR, LF and CRLF all end a record), by
 * their places in the window: nothing is copied. Counts lines on the way. Not thread-safe.
 *
 * <p>A field is quoted if it begins with a quote; in any other a quote is a character as any
 * ({@code 5" pipe}), but for one behind nothing but spaces, which may be meant as either.
 *
 * <p>A record that is not well formed ends at the first newline after the place where that shows.
 */
final class RecordScanner {
  /** What was found at the window's position. */
  enum Step {
    /** A record: its fields are known, {@link #advance} goes on behind it. */
    RECORD,
    /** An empty line. */
    BLANK,
    /** A record that is not well formed: see {@link #fault}. */
    MALFORMED,
    /** The record does not end in the window. */
    MORE,
    /** The text ends inside a quoted field. */
    UNCLOSED,
    /** There is nothing more. */
    END
  }

  /** What is not well formed. */
  enum Fault {
    TEXT_AFTER_QUOTE,
    SPACE_BEFORE_QUOTE
  }

  private static final byte QUOTE = '"';
  private static final byte LF = '\n';
  private static final byte CR = '\r';

  private static final byte DELIMITER_KIND = 1;
  private static final byte NEWLINE_KIND = 2;
  private static final byte QUOTE_KIND = 3;

  /** Ordinary, but not to be written to the spool as it is. */
  private static final byte SPECIAL_KIND = 4;

  private final TextWindow window;
  private final byte[] kinds = new byte[256];
  private final int maxFields;

  /** Begin and end of each field's content, without quotes. */
  int[] from = new int[16];

  int[] to = new int[16];

  /** How many fields the record has; those beyond the limit are counted, but their places lost. */
  int fields;

  /** The record's content without its newline, and where the next record begins. */
  int start;

  int end;
  private int next;

  /** Whether a field of the record is quoted. */
  boolean quoted;

  /** Whether a field has a character in it that cannot be written to the spool as it is. */
  boolean special;

  private long line = 1;
  private int inside;

  private @Nullable Fault fault;
  private int faultAt;
  private int faultField;
  private int faultInside;

  /** Where the field began that was being read at the last step. */
  private int lastField;

  private int lastFieldInside;
  private boolean lastFieldQuoted;

  /**
   * @param maxFields the most fields of a record whose places are kept
   */
  RecordScanner(TextWindow window, Delimiter delimiter, int maxFields) {
    this.window = window;
    this.maxFields = maxFields;
    kinds[delimiter.value()] = DELIMITER_KIND;
    kinds[LF] = NEWLINE_KIND;
    kinds[CR] = NEWLINE_KIND;
    kinds[QUOTE] = QUOTE_KIND;
    kinds[SpoolCode.ESCAPE] = SPECIAL_KIND;
  }

  /** Looks at the record at the window's position; twice the same unless {@link #advance}d. */
  Step step() {
    byte[] b = window.bytes;
    int limit = window.limit;
    boolean ended = window.ended;
    byte[] kind = kinds;
    int p = window.position;
    start = p;
    fields = 0;
    inside = 0;
    quoted = false;
    special = false;
    if (p == limit) {
      return ended ? Step.END : Step.MORE;
    }
    b[limit] = LF; // stops every search
    while (true) {
      if (fields == from.length) {
        grow();
      }
      int slot = Math.min(fields, from.length - 1);
      if (b[p] == QUOTE && p < limit) {
        quoted = true;
        lastField = p;
        lastFieldInside = inside;
        lastFieldQuoted = true;
        int close = closingQuote(b, p + 1, limit, ended);
        if (close < 0) {
          return ended ? Step.UNCLOSED : Step.MORE;
        }
        from[slot] = p + 1;
        to[slot] = close;
        p = close + 1;
        if (kind[b[p] & 0xFF] != DELIMITER_KIND && kind[b[p] & 0xFF] != NEWLINE_KIND) {
          return malformed(Fault.TEXT_AFTER_QUOTE, p);
        }
      } else {
        int begin = p;
        while (kind[b[p] & 0xFF] == 0) {
          p++;
        }
        if (kind[b[p] & 0xFF] >= QUOTE_KIND) {
          if (b[p] == QUOTE && isBlank(b, begin, p)) {
            lastField = begin;
            return malformed(Fault.SPACE_BEFORE_QUOTE, p);
          }
          special = true;
          p = endOfSpecial(b, p);
        }
        from[slot] = begin;
        to[slot] = p;
      }
      fields++;
      if (kind[b[p] & 0xFF] == DELIMITER_KIND) {
        p++;
        continue;
      }
      return newline(p);
    }
  }

  private Step newline(int p) {
    int after = afterNewline(p);
    if (after < 0) {
      lastField = from[Math.min(fields, from.length) - 1];
      lastFieldQuoted = false;
      return Step.MORE;
    }
    end = p;
    next = after;
    return p == start ? Step.BLANK : Step.RECORD;
  }

  /** Where the next line begins, or -1 if that is not known yet. */
  private int afterNewline(int p) {
    byte[] b = window.bytes;
    if (p == window.limit) {
      return window.ended ? p : -1;
    }
    if (b[p] == LF) {
      return p + 1;
    }
    if (p + 1 == window.limit) {
      return window.ended ? p + 1 : -1;
    }
    return b[p + 1] == LF ? p + 2 : p + 1;
  }

  private int endOfSpecial(byte[] b, int from) {
    int p = from;
    while (kinds[b[p] & 0xFF] == 0 || kinds[b[p] & 0xFF] >= QUOTE_KIND) {
      p++;
    }
    return p;
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    int p = from;
    while (p < to && (b[p] == ' ' || b[p] == '\t')) {
      p++;
    }
    return p == to;
  }

  /** The index of the quote that closes the field, or -1 if it is not in the window. */
  private int closingQuote(byte[] b, int from, int limit, boolean ended) {
    byte[] kind = kinds;
    int p = from;
    while (true) {
      while (kind[b[p] & 0xFF] == 0) {
        p++;
      }
      if (p == limit) {
        return -1;
      }
      byte c = b[p];
      if (c == QUOTE) {
        if (p + 1 == limit) {
          return ended ? p : -1;
        }
        if (b[p + 1] != QUOTE) {
          return p;
        }
        p += 2;
      } else if (kind[c & 0xFF] == NEWLINE_KIND) {
        p = c == CR && p + 1 < limit && b[p + 1] == LF ? p + 2 : p + 1;
        inside++;
      } else {
        p++;
      }
      special = true;
    }
  }

  private Step malformed(Fault what, int at) {
    fault = what;
    faultAt = at;
    faultField = fields + 1;
    faultInside = inside;
    int p = at;
    byte[] b = window.bytes;
    while (b[p] != LF && b[p] != CR) {
      p++;
    }
    int after = afterNewline(p);
    if (after < 0) {
      lastFieldQuoted = false;
      return Step.MORE;
    }
    end = p;
    next = after;
    return Step.MALFORMED;
  }

  private void grow() {
    if (from.length < maxFields) {
      int length = Math.min(maxFields, 2 * from.length);
      from = Arrays.copyOf(from, length);
      to = Arrays.copyOf(to, length);
    }
  }

  /** Goes on behind the record or the empty line that was found. */
  void advance() {
    line += inside + (next == end ? 0 : 1);
    window.position = next;
  }

  /** Where the next record begins. */
  int next() {
    return next;
  }

  /** The line on which the record begins, from 1. */
  long line() {
    return line;
  }

  Fault fault() {
    return Objects.requireNonNull(fault);
  }

  int faultAt() {
    return faultAt;
  }

  /** The number of the field with the fault, from 1. */
  int faultField() {
    return faultField;
  }

  long faultLine() {
    return line + faultInside;
  }

  /** Where the last field looked at began, with its quote: the one that may never end. */
  int lastField() {
    return lastField;
  }

  long lastFieldLine() {
    return line + lastFieldInside;
  }

  boolean lastFieldQuoted() {
    return lastFieldQuoted;
  }
}
