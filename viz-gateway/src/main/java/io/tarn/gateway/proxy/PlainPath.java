package io.tarn.gateway.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path that all who read it read alike: no empty segment but the last, no {@code .} or {@code
 * ..}, no path parameters, no encoded slash, backslash or NUL, percent signs only in well-formed
 * UTF-8.
 *
 * @param segments the decoded segments, without an empty one at the end
 */
record PlainPath(List<String> segments) {
  private static final String PLAIN = "-._~!$&'()*+,=:@";

  PlainPath {
    segments = List.copyOf(segments);
  }

  /** The path, or empty if two readers could read it differently. */
  static Optional<PlainPath> parse(@Nullable String raw) {
    if (raw == null || !raw.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    String[] parts = raw.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() && i == parts.length - 1) {
        break;
      }
      String segment = decode(parts[i]);
      if (segment == null || segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.empty();
      }
      segments.add(segment);
    }
    return Optional.of(new PlainPath(segments));
  }

  private static @Nullable String decode(String part) {
    ByteBuffer bytes = ByteBuffer.allocate(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '%') {
        int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
        int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        bytes.put((byte) c);
      } else {
        return null;
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return text.chars().anyMatch(c -> c == '/' || c == '\\' || c == ';' || c == 0) ? null : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
