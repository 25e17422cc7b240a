package io.tarn.ingest.csv;

import java.time.LocalDate;

/**
 * Dates and times as text (ISO 8601): {@code 2026-01-31}, {@code 10:00}, {@code 10:00:00.123456},
 * both joined by {@code T} or a space, then perhaps {@code Z}, {@code +09}, {@code +0900} or {@code
 * +09:00} (up to 14 hours). Years are 0001 to 9999, also in UTC; there is no 24:00 and no leap
 * second.
 */
final class TimeText {
  /** What a text is. */
  enum Kind {
    NONE,
    DATE,
    TIME,
    TIMESTAMP,
    ZONED
  }

  static final int MAX_FRACTION_DIGITS = 6;

  private static final int DATE_LENGTH = 10;
  private static final long FIRST_MINUTE = LocalDate.of(1, 1, 1).toEpochDay() * 1440;
  private static final long END_MINUTE = LocalDate.of(10_000, 1, 1).toEpochDay() * 1440;
  private static final int MAX_OFFSET_MINUTES = 14 * 60;

  private int position;
  private int minuteOfDay;
  private int fractionDigits;

  /** What the text is. The object reads many texts, one after another; not thread-safe. */
  Kind read(byte[] b, int from, int to) {
    fractionDigits = 0;
    position = from;
    if (to - from < DATE_LENGTH || b[from + 4] != '-') {
      return time(b, to) && position == to ? Kind.TIME : Kind.NONE;
    }
    if (!isDate(b, from)) {
      return Kind.NONE;
    }
    if (to - from == DATE_LENGTH) {
      return Kind.DATE;
    }
    byte separator = b[from + DATE_LENGTH];
    position = from + DATE_LENGTH + 1;
    if ((separator != ' ' && separator != 'T') || !time(b, to)) {
      return Kind.NONE;
    }
    if (position == to) {
      return Kind.TIMESTAMP;
    }
    int offset = offset(b, to);
    return position == to && inRange(b, from, offset) ? Kind.ZONED : Kind.NONE;
  }

  /** The digits of the second's fraction in the text read last. */
  int fractionDigits() {
    return fractionDigits;
  }

  private static boolean isDate(byte[] b, int p) {
    int year = two(b, p) * 100 + two(b, p + 2);
    int month = two(b, p + 5);
    int day = two(b, p + 8);
    return two(b, p) >= 0
        && two(b, p + 2) >= 0
        && b[p + 7] == '-'
        && year > 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= lengthOfMonth(year, month));
  }

  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Reads hours and minutes, perhaps seconds and a fraction; moves the position behind them. */
  private boolean time(byte[] b, int to) {
    int p = position;
    if (to - p < 5 || b[p + 2] != ':') {
      return false;
    }
    int hour = two(b, p);
    int minute = two(b, p + 3);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return false;
    }
    minuteOfDay = hour * 60 + minute;
    p += 5;
    if (p < to && b[p] == ':') {
      int second = to - p < 3 ? -1 : two(b, p + 1);
      if (second < 0 || second > 59) {
        return false;
      }
      p += 3;
      if (p < to && b[p] == '.') {
        int point = p++;
        while (p < to && b[p] >= '0' && b[p] <= '9') {
          p++;
        }
        fractionDigits = p - point - 1;
        if (fractionDigits == 0 || fractionDigits > MAX_FRACTION_DIGITS) {
          return false;
        }
      }
    }
    position = p;
    return true;
  }

  /** Reads an offset from UTC; moves the position behind it, or leaves it if there is none. */
  private int offset(byte[] b, int to) {
    int p = position;
    if (b[p] == 'Z') {
      position = p + 1;
      return 0;
    }
    int length = to - p;
    boolean colon = length == 6 && b[p + 3] == ':';
    boolean sign = b[p] == '+' || b[p] == '-';
    if (!sign || (!colon && length != 3 && length != 5)) {
      return 0;
    }
    int hours = two(b, p + 1);
    int minutes = length == 3 ? 0 : two(b, colon ? p + 4 : p + 3);
    int offset = hours * 60 + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || offset > MAX_OFFSET_MINUTES) {
      return 0;
    }
    position = to;
    return b[p] == '-' ? -offset : offset;
  }

  private boolean inRange(byte[] b, int p, int offset) {
    int year = two(b, p) * 100 + two(b, p + 2);
    if (year > 1 && year < 9999) {
      return true;
    }
    long day = LocalDate.of(year, two(b, p + 5), two(b, p + 8)).toEpochDay();
    long minute = day * 1440 + minuteOfDay - offset;
    return minute >= FIRST_MINUTE && minute < END_MINUTE;
  }

  /** The value of two digits, negative if they are none. */
  private static int two(byte[] b, int p) {
    int tens = b[p] - '0';
    int ones = b[p + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
