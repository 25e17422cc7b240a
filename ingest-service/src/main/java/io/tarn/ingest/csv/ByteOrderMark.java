package io.tarn.ingest.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The byte order marks that tell an encoding; the longer before those they begin with. */
enum ByteOrderMark {
  UTF_32LE(StandardCharsets.UTF_32LE, 0xFF, 0xFE, 0, 0),
  UTF_32BE(StandardCharsets.UTF_32BE, 0, 0, 0xFE, 0xFF),
  UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
  UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
  UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
  /** There is none: UTF-8. */
  NONE(StandardCharsets.UTF_8);

  private final Charset charset;
  private final byte[] bytes;

  ByteOrderMark(Charset charset, int... bytes) {
    this.charset = charset;
    this.bytes = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      this.bytes[i] = (byte) bytes[i];
    }
  }

  static ByteOrderMark of(byte[] head) {
    for (ByteOrderMark mark : values()) {
      int length = mark.bytes.length;
      if (head.length >= length && Arrays.equals(head, 0, length, mark.bytes, 0, length)) {
        return mark;
      }
    }
    return NONE;
  }

  Charset charset() {
    return charset;
  }

  int length() {
    return bytes.length;
  }

  /**
   * Whether a text with this mark may be called by that name: {@code UTF-16} is of either order.
   */
  boolean fits(Charset asked) {
    return asked.equals(charset)
        || asked.equals(StandardCharsets.UTF_16) && (this == UTF_16LE || this == UTF_16BE)
        || asked.equals(StandardCharsets.UTF_32) && (this == UTF_32LE || this == UTF_32BE);
  }
}
