package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tarn.kernel.ErrorCode;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored bytes as UTF-8 text: unpacked, without byte order mark, every byte checked. Not
 * thread-safe; closes the stream that it reads.
 */
final class DecodedInput implements Closeable {
  private final InputStream in;
  private final Compression compression;
  private final Charset encoding;
  private final String encodingReason;
  private final int markBytes;
  private final Utf8Check check = new Utf8Check();
  private long delivered;
  private @Nullable BrokenFileException broken;

  private DecodedInput(
      InputStream in,
      Compression compression,
      Charset encoding,
      String encodingReason,
      int markBytes) {
    this.in = in;
    this.compression = compression;
    this.encoding = encoding;
    this.encodingReason = encodingReason;
    this.markBytes = markBytes;
  }

  /**
   * Looks at the first bytes and prepares to decode.
   *
   * @throws BrokenFileException if the file is no text, or not in the encoding asked for
   */
  static DecodedInput open(InputStream stored, CsvOptions options) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(stored, 64 << 10);
    Compression compression = compression(packed, options);
    InputStream unpacked =
        switch (compression) {
          case GZIP -> new GzipStream(packed);
          case ZSTD -> new ZstdStream(packed);
          case NONE, AUTO -> packed;
        };
    try {
      return decoded(unpacked, compression, options);
    } catch (IOException | RuntimeException e) {
      try (unpacked) {
        throw e;
      }
    }
  }

  private static DecodedInput decoded(
      InputStream unpacked, Compression compression, CsvOptions options) throws IOException {
    long limit = options.limits().decodedBytes();
    BufferedInputStream bytes =
        new BufferedInputStream(new LimitedStream(unpacked, limit), 64 << 10);
    byte[] head = peek(bytes, FileKind.HEAD_BYTES);
    Optional<String> kind = FileKind.ofBytes(head);
    if (kind.isPresent()) {
      throw new BrokenFileException(
          ErrorCode.FILE_MALFORMED, "This is no CSV. It looks like " + kind.get() + ".");
    }
    ByteOrderMark mark = ByteOrderMark.of(head);
    Charset asked = options.encoding();
    if (asked != null && !mark.fits(asked)) {
      throw new BrokenFileException(
          ErrorCode.ENCODING_INVALID,
          "The file begins with the byte order mark of %s, but encoding=%s was asked for: leave it out."
              .formatted(mark.charset().name(), asked.name()));
    }
    bytes.skipNBytes(mark.length());
    boolean marked = mark != ByteOrderMark.NONE;
    Charset encoding = marked || asked == null ? mark.charset() : asked;
    String reason =
        marked ? "by its byte order mark" : asked == null ? "as nothing else was said" : "as asked";
    boolean utf8 = encoding.equals(UTF_8);
    return new DecodedInput(
        utf8 ? bytes : new Transcoder(bytes, encoding, mark.length()),
        compression,
        encoding,
        "The encoding is " + encoding.name() + ", " + reason + ".",
        utf8 ? mark.length() : 0);
  }

  Compression compression() {
    return compression;
  }

  Charset encoding() {
    return encoding;
  }

  String encodingReason() {
    return encodingReason;
  }

  /** The offset of the first decoded byte in the decoded file: 3 if a mark stood before it. */
  int markBytes() {
    return markBytes;
  }

  /**
   * Gives the next bytes of text.
   *
   * @return how many, at least 1; -1 at the end
   * @throws BrokenFileException if the file cannot be decoded from here on
   * @throws IOException if the store failed
   */
  int read(byte[] into) throws IOException {
    if (broken != null) {
      throw broken;
    }
    int count = in.read(into, 0, into.length);
    if (count < 0) {
      if (!check.complete()) {
        throw new BrokenFileException(
            ErrorCode.ENCODING_INVALID,
            "The file ends in the middle of a character of UTF-8: it seems to be cut off.");
      }
      return -1;
    }
    int good = check.check(into, 0, count);
    if (good < count) {
      broken = unreadable(Arrays.copyOfRange(into, good, Math.min(count, good + 4)), good);
      if (good == 0) {
        throw broken;
      }
    }
    delivered += good;
    return good;
  }

  private BrokenFileException unreadable(byte[] at, int index) {
    long offset = markBytes + delivered + index;
    if (at[0] == 0) {
      return new BrokenFileException(
          ErrorCode.FILE_MALFORMED,
          "This is no CSV: there is a NUL byte at byte offset %d. If it is text in UTF-16 without a byte order mark, say encoding=UTF-16LE or UTF-16BE."
              .formatted(offset));
    }
    return new BrokenFileException(
        ErrorCode.ENCODING_INVALID,
        "The text is not UTF-8: byte %s at byte offset %d cannot stand there. If it is in another encoding, say so, as encoding=MS949 (Korean) or encoding=windows-1252."
            .formatted(HexFormat.of().withUpperCase().toHexDigits(at[0]), offset));
  }

  private static Compression compression(BufferedInputStream packed, CsvOptions options)
      throws IOException {
    if (options.compression() != Compression.AUTO) {
      return options.compression();
    }
    Compression found = Compression.ofBytes(peek(packed, 4));
    if (found != Compression.AUTO) {
      return found;
    }
    Compression named = Compression.ofName(options.fileName());
    return named == Compression.AUTO ? Compression.NONE : named;
  }

  private static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = in.readNBytes(length);
    in.reset();
    return head;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
