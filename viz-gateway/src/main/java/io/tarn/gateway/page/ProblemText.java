package io.tarn.gateway.page;

import io.tarn.kernel.ErrorCode;
import io.tarn.rest.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an error code means, for people.
 *
 * @param status the HTTP status it usually comes with
 * @param meaning what is wrong
 * @param remedy what to do
 */
@Schema(name = "ProblemText")
record ProblemText(ErrorCode code, String title, int status, String meaning, String remedy) {
  private static final Properties TEXTS = load();

  static ProblemText of(ErrorCode code) {
    return new ProblemText(
        code,
        code.title(),
        HttpStatus.of(code),
        text(code, "meaning", code.title() + "."),
        text(code, "remedy", "See the detail of the problem document."));
  }

  static List<ProblemText> all() {
    return Arrays.stream(ErrorCode.values()).map(ProblemText::of).toList();
  }

  static boolean isWritten(ErrorCode code) {
    return TEXTS.containsKey(code + ".meaning") && TEXTS.containsKey(code + ".remedy");
  }

  private static String text(ErrorCode code, String part, String otherwise) {
    return TEXTS.getProperty(code + "." + part, otherwise);
  }

  private static Properties load() {
    try (InputStream file = ProblemText.class.getResourceAsStream("problems.properties")) {
      if (file == null) {
        throw new IllegalStateException("problems.properties is not in the jar");
      }
      Properties texts = new Properties();
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
