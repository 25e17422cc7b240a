package io.tarn.ingest.csv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A table of random values of all types, and a file that holds it in a random dialect. */
final class RandomTable {
  private static final List<String> PIECES =
      List.of(
          ",", ";", "|", "\t", "\u0001", "\"", "\"\"", "\n", "\r", "\r\n", " ", "\\", "\\N", "NULL",
          "'", "#", "\u001B", "\u001Be", "\u001Bx", "n", "d", "\uFEFF", "\u2028", "\u0085", "학번",
          "😀", "e\u0301", "1", "a", "--", "\u007F", "\u0002");
  private static final DateTimeFormatter SPACE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  /** A type of column: what text a value has, and which value DuckDB must give back. */
  enum Kind {
    BIGINT("bigint"),
    BIG_INTEGER("decimal(38,0)"),
    DECIMAL("decimal(21,4)"),
    DOUBLE("double"),
    BOOLEAN("boolean"),
    DATE("date"),
    TIMESTAMP("timestamp(6)"),
    ZONED("timestamp(6) with time zone"),
    TEXT("varchar");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /** A value and its text; a null value with the text {@code ""} is a quoted empty one. */
  private record Cell(Object value, String text) {}

  final List<Kind> kinds = new ArrayList<>();
  final List<List<Object>> rows = new ArrayList<>();
  final Delimiter delimiter;
  final String text;
  private final Random random;

  RandomTable(Random random) {
    this.random = random;
    this.delimiter = Delimiter.DETECTED.get(random.nextInt(Delimiter.DETECTED.size()));
    int width = 1 + random.nextInt(8);
    for (int i = 0; i < width; i++) {
      kinds.add(Kind.values()[random.nextInt(Kind.values().length)]);
    }
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < width; i++) {
      file.append(i > 0 ? delimiter.value() : "")
          .append(random.nextBoolean() ? "c" + i : "\"C" + i + '"');
    }
    int count = 1 + random.nextInt(60);
    for (int row = 0; row < count; row++) {
      file.append(newline());
      addRow(row == 0, file);
    }
    text = file.append(random.nextBoolean() ? newline() : "").toString();
  }

  private void addRow(boolean first, StringBuilder file) {
    List<Object> row = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Cell cell = first ? telling(kinds.get(i)) : cell(kinds.get(i));
      row.add(cell.value);
      file.append(i > 0 ? String.valueOf(delimiter.value()) : "").append(field(cell));
    }
    rows.add(row);
  }

  private String field(Cell cell) {
    if (cell.value == null && cell.text.isEmpty()) {
      return kinds.size() == 1 ? "\"\"" : "";
    }
    if (cell.value == null) {
      return cell.text;
    }
    boolean must =
        cell.text.isEmpty()
            || cell.text.stripLeading().startsWith("\"")
            || cell.text.chars().anyMatch(c -> c == delimiter.value() || "\r\n".indexOf(c) >= 0);
    boolean may = random.nextInt(cell.text.contains("\"") ? 2 : 4) == 0;
    return must || may ? '"' + cell.text.replace("\"", "\"\"") + '"' : cell.text;
  }

  private String newline() {
    String one = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
    // a LF after a CR would be the same newline; an empty line of one column would be a row
    return kinds.size() > 1 && random.nextInt(20) == 0 ? one + one : one;
  }

  /** A value from which the column's type follows. */
  private Cell telling(Kind kind) {
    return switch (kind) {
      case BIG_INTEGER -> cell(new BigDecimal("-99999999999999999999999999999999999999"));
      case DECIMAL -> cell(new BigDecimal("12345678901234567.0001"));
      case DOUBLE -> new Cell(-0.0, "-0.0");
      case TEXT -> new Cell("text", "text");
      default -> value(kind);
    };
  }

  private Cell cell(Kind kind) {
    boolean empty = random.nextInt(6) == 0;
    if (!empty) {
      return value(kind);
    }
    if (kind == Kind.TEXT) {
      return kinds.size() > 1 && random.nextBoolean() ? new Cell(null, "") : new Cell("", "");
    }
    return new Cell(null, random.nextBoolean() ? "" : "\"\"");
  }

  private static Cell cell(BigDecimal value) {
    return new Cell(value, value.toPlainString());
  }

  private Cell value(Kind kind) {
    return switch (kind) {
      case BIGINT -> {
        long value =
            switch (random.nextInt(4)) {
              case 0 -> Long.MIN_VALUE;
              case 1 -> Long.MAX_VALUE;
              case 2 -> random.nextLong();
              default -> random.nextInt(2001) - 1000;
            };
        yield new Cell(value, Long.toString(value));
      }
      case BIG_INTEGER -> cell(new BigDecimal(new BigInteger(1 + random.nextInt(126), random)));
      case DECIMAL -> {
        BigDecimal value = BigDecimal.valueOf(random.nextLong(), 2 + random.nextInt(3));
        yield new Cell(value.setScale(4), value.toPlainString());
      }
      case DOUBLE -> {
        double value = Double.longBitsToDouble(random.nextLong());
        double finite = Double.isFinite(value) ? value : random.nextGaussian();
        yield new Cell(finite, Double.toString(finite));
      }
      case BOOLEAN -> {
        boolean value = random.nextBoolean();
        yield new Cell(value, Boolean.toString(value));
      }
      case DATE -> {
        LocalDate value = date();
        yield new Cell(value, value.toString());
      }
      case TIMESTAMP -> {
        LocalDateTime value = time();
        yield new Cell(value, random.nextBoolean() ? value.toString() : SPACE.format(value));
      }
      case ZONED -> {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1681) - 840));
        LocalDateTime value = time();
        value = value.plusYears(value.getYear() == 1 ? 1 : value.getYear() == 9999 ? -1 : 0);
        Instant instant = value.toInstant(offset);
        String text = random.nextBoolean() ? value.toString() : SPACE.format(value);
        yield new Cell(instant, text + offset);
      }
      case TEXT -> {
        StringBuilder value = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
          value.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        yield new Cell(value.toString(), value.toString());
      }
    };
  }

  private LocalDate date() {
    return switch (random.nextInt(8)) {
      case 0 -> LocalDate.of(1, 1, 1);
      case 1 -> LocalDate.of(9999, 12, 31);
      default -> LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_652_059));
    };
  }

  private LocalDateTime time() {
    long micros = random.nextLong(86_400_000_000L);
    LocalTime time = LocalTime.ofNanoOfDay(1000 * micros);
    return date().atTime(random.nextBoolean() ? time : time.withNano(0));
  }
}
