package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The byte order marks that tell an encoding; the longer before those they begin with. */
enum ByteOrderMark {
  UTF_32LE(StandardCharsets.UTF_32LE, "\u00FF\u00FE\0\0"),
  UTF_32BE(StandardCharsets.UTF_32BE, "\0\0\u00FE\u00FF"),
  UTF_8(StandardCharsets.UTF_8, "\u00EF\u00BB\u00BF"),
  UTF_16LE(StandardCharsets.UTF_16LE, "\u00FF\u00FE"),
  UTF_16BE(StandardCharsets.UTF_16BE, "\u00FE\u00FF"),
  /** There is none: UTF-8. */
  NONE(StandardCharsets.UTF_8, "");

  private final Charset charset;

  /** Each byte as one character. */
  private final String bytes;

  ByteOrderMark(Charset charset, String bytes) {
    this.charset = charset;
    this.bytes = bytes;
  }

  static ByteOrderMark of(byte[] head) {
    String text = new String(head, ISO_8859_1);
    for (ByteOrderMark mark : values()) {
      if (text.startsWith(mark.bytes)) {
        return mark;
      }
    }
    return NONE;
  }

  Charset charset() {
    return charset;
  }

  int length() {
    return bytes.length();
  }

  /**
   * Whether a text with this mark may be called by that name: {@code UTF-16} is of either order.
   */
  boolean fits(Charset asked) {
    return switch (this) {
      case UTF_16LE, UTF_16BE -> asked.equals(charset) || asked.equals(StandardCharsets.UTF_16);
      case UTF_32LE, UTF_32BE -> asked.equals(charset) || asked.equals(StandardCharsets.UTF_32);
      case UTF_8 -> asked.equals(charset);
      case NONE -> true;
    };
  }
}
