package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/** Finds encodings by the names that people use for them. */
public final class Encodings {
  private Encodings() {}

  /**
   * The encoding with this name: any that Java knows. Korean names mean windows-949, a superset of
   * EUC-KR, as in the WHATWG Encoding Standard, section 4.2.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static Charset named(String name) {
    String folded = name.strip().toLowerCase(Locale.ROOT);
    try {
      return switch (folded) {
        case "cp949", "ms949", "uhc", "euc-kr", "euckr", "ks_c_5601-1987", "ksc5601" ->
            Charset.forName("x-windows-949");
        case "utf8" -> Charset.forName("UTF-8");
        default -> Charset.forName(folded);
      };
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no encoding known here: use for instance UTF-8, UTF-16LE, MS949 or windows-1252."
              .formatted(name),
          unknown);
    }
  }
}
