package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The type of a dashboard's parameter: which values it takes, and how they are bound in SQL. */
enum ParameterType {
  VARCHAR("text of at most 1,000 characters", "?"),
  BOOLEAN("true or false", "?"),
  INTEGER("a whole number of 32 bits", "?"),
  BIGINT("a whole number of 64 bits", "?"),
  DOUBLE("a number", "CAST(? AS double)"),
  DECIMAL("a number of at most 38 digits", "?"),
  DATE("a date such as 2026-01-31", "CAST(? AS date)"),
  TIMESTAMP("a time such as 2026-01-31T12:00:00", "CAST(? AS timestamp)");

  private static final int MAX_TEXT = 1_000;
  private static final int MAX_DIGITS = 38;
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?");

  private final String kind;
  private final String placeholder;

  ParameterType(String kind, String placeholder) {
    this.kind = kind;
    this.placeholder = placeholder;
  }

  static Optional<ParameterType> fromString(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  /** All names, for messages. */
  static String labels() {
    return Arrays.stream(values()).map(ParameterType::label).collect(Collectors.joining(", "));
  }

  /** The type's name in SQL. */
  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What values look like, for messages. */
  String kind() {
    return kind;
  }

  /**
   * What stands in SQL for a value: a {@code ?}, cast where its literal would have another type.
   */
  String placeholder() {
    return placeholder;
  }

  /** The value that a text from an address means; empty if it means none. */
  Optional<JsonNode> parse(String text) {
    try {
      return switch (this) {
        case VARCHAR -> text.length() > MAX_TEXT ? Optional.empty() : some(TextNode.valueOf(text));
        case BOOLEAN ->
            text.equals("true") || text.equals("false")
                ? some(BooleanNode.valueOf(text.equals("true")))
                : Optional.empty();
        case INTEGER -> some(LongNode.valueOf(Integer.parseInt(text)));
        case BIGINT -> some(LongNode.valueOf(Long.parseLong(text)));
        case DOUBLE ->
            NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))
                ? some(DoubleNode.valueOf(Double.parseDouble(text)))
                : Optional.empty();
        case DECIMAL -> NUMBER.matcher(text).matches() ? decimal(text) : Optional.empty();
        case DATE -> some(TextNode.valueOf(LocalDate.parse(text).toString()));
        case TIMESTAMP ->
            some(TextNode.valueOf(LocalDateTime.parse(text).toString().replace('T', ' ')));
      };
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The value that JSON of a definition means; empty if it is of another kind. */
  Optional<JsonNode> read(JsonNode json) {
    boolean fits =
        switch (this) {
          case VARCHAR, DATE, TIMESTAMP -> json.isTextual();
          case BOOLEAN -> json.isBoolean();
          case INTEGER, BIGINT -> json.isIntegralNumber();
          case DOUBLE, DECIMAL -> json.isNumber();
        };
    return fits ? parse(json.asText()) : Optional.empty();
  }

  private static Optional<JsonNode> decimal(String text) {
    BigDecimal value = new BigDecimal(text);
    boolean fits = value.precision() <= MAX_DIGITS && Math.abs(value.scale()) <= MAX_DIGITS;
    return fits ? some(DecimalNode.valueOf(value)) : Optional.empty();
  }

  private static Optional<JsonNode> some(JsonNode value) {
    return Optional.of(value);
  }
}
