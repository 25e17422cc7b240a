package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of a JSON document and collects everything that is wrong with it, each with its
 * pointer, so that an author mends all at once.
 */
final class DocumentReader {
  private static final int MAX_PLACES = 50;

  private final List<Place> places = new ArrayList<>();

  /** Notes that something is wrong. */
  void wrong(String pointer, String reason) {
    if (places.size() < MAX_PLACES) {
      places.add(Place.atPointer(pointer, reason));
    }
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT} if anything was noted
   */
  void check() {
    if (!places.isEmpty()) {
      Place first = places.getFirst();
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: %s%s"
              .formatted(
                  first.pointer(),
                  first.reason(),
                  places.size() == 1
                      ? ""
                      : " And %d more: see errors.".formatted(places.size() - 1)),
          places);
    }
  }

  boolean hasErrors() {
    return !places.isEmpty();
  }

  /** Whether the node is an object; notes which of its fields are not known. */
  boolean isObject(JsonNode node, String pointer, Set<String> known) {
    if (!node.isObject()) {
      wrong(pointer, "Here must be an object.");
      return false;
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        wrong(
            pointer + "/" + escape(name),
            "There is no field '%s'. Known are %s."
                .formatted(name, String.join(", ", known.stream().sorted().toList())));
      }
    }
    return true;
  }

  /** A text that must be there; empty if it is not, which is noted. */
  String text(JsonNode parent, String pointer, String name, int maxLength) {
    String text = optionalText(parent, pointer, name, maxLength);
    if (text == null && !parent.has(name)) {
      wrong(pointer + "/" + name, "The text is missing.");
    }
    return text == null ? "" : text;
  }

  @Nullable String optionalText(JsonNode parent, String pointer, String name, int maxLength) {
    JsonNode node = parent.get(name);
    if (node == null) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > maxLength) {
      wrong(pointer + "/" + name, "Here must be text of 1 to %,d characters.".formatted(maxLength));
      return null;
    }
    return node.textValue();
  }

  /** A name that must be there and have a form. */
  String name(JsonNode parent, String pointer, String name, Pattern form, String rule) {
    String text = text(parent, pointer, name, 255);
    if (!text.isEmpty() && !form.matcher(text).matches()) {
      wrong(pointer + "/" + name, "'%s' is not allowed: %s.".formatted(text, rule));
    }
    return text;
  }

  /** A whole number that must be there; the least if it is not, which is noted. */
  int number(JsonNode parent, String pointer, String name, int least, int most) {
    JsonNode node = parent.get(name);
    if (node == null
        || !node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      wrong(
          pointer + "/" + name,
          "Here must be a whole number from %d to %d.".formatted(least, most));
      return least;
    }
    return node.intValue();
  }

  /** The elements of a list; none if it is absent. */
  List<JsonNode> list(JsonNode parent, String pointer, String name, int most) {
    JsonNode node = parent.get(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray() || node.size() > most) {
      wrong(pointer + "/" + name, "Here must be a list of at most %d.".formatted(most));
      return List.of();
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  static String escape(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }
}
