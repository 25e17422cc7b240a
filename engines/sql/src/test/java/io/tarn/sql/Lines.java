package io.tarn.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Tables of cases: a line each, {@code SQL => what is expected}; lines with {@code #} are notes.
 */
final class Lines {
  private Lines() {}

  static List<Arguments> of(String file) {
    try (InputStream in = Lines.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Lines::split)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Arguments split(String line) {
    int arrow = line.lastIndexOf(" => ");
    if (arrow < 0) {
      throw new IllegalArgumentException("no => in: " + line);
    }
    return Arguments.of(line.substring(0, arrow).strip(), line.substring(arrow + 4).strip());
  }
}
