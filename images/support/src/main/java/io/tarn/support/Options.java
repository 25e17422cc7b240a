package io.tarn.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Options of the form {@code --name=value}; a name may occur more than once. */
record Options(Map<String, List<String>> values) {
  static Options of(List<String> arguments) {
    Map<String, List<String>> values = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new SupportException("'%s' is no option: write --name=value.".formatted(argument));
      }
      values
          .computeIfAbsent(argument.substring(2, equals), name -> new ArrayList<>())
          .add(argument.substring(equals + 1));
    }
    return new Options(values);
  }

  List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  String required(String name) {
    return one(name).orElseThrow(() -> new SupportException("--" + name + "=… is missing."));
  }

  int port() {
    try {
      return Integer.parseInt(required("port"));
    } catch (NumberFormatException e) {
      throw new SupportException("--port=%s is no number.".formatted(required("port")), e);
    }
  }

  /** A secret in a file of the folder that the option names. */
  String secret(String option, String file) throws IOException {
    Path path = Path.of(required(option), file);
    try {
      return Files.readString(path).strip();
    } catch (NoSuchFileException e) {
      throw new SupportException(
          "There is no %s: the Secret that is mounted there lacks the key '%s'."
              .formatted(path, file),
          e);
    }
  }
}
