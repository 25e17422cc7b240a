package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns text in another encoding into UTF-8, strictly: bytes that mean nothing in it end the stream
 * with {@link BrokenFileException}, after all that came before them.
 */
final class Transcoder extends InputStream {
  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder;
  private final ByteBuffer source = ByteBuffer.allocate(32 << 10).flip();
  private final CharBuffer text = CharBuffer.allocate(32 << 10).flip();
  private final ByteBuffer encoded = ByteBuffer.allocate(128 << 10).flip();
  private long consumed;
  private boolean sourceEnded;
  private boolean ended;
  private @Nullable BrokenFileException broken;

  /**
   * @param offset the bytes of the file before this stream, for the places of errors
   */
  Transcoder(InputStream in, Charset charset, long offset) {
    this.in = in;
    this.charset = charset;
    this.consumed = offset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.encoder = StandardCharsets.UTF_8.newEncoder();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    while (!encoded.hasRemaining()) {
      if (broken != null) {
        throw broken;
      }
      if (ended) {
        return -1;
      }
      decode();
      encode();
    }
    int count = Math.min(length, encoded.remaining());
    encoded.get(into, offset, count);
    return count;
  }

  private void decode() throws IOException {
    text.compact();
    int before = source.position();
    CoderResult result = decoder.decode(source, text, sourceEnded);
    consumed += source.position() - before;
    if (result.isError()) {
      broken = broken(result.length());
    } else if (result.isUnderflow()) {
      if (sourceEnded) {
        ended = decoder.flush(text).isUnderflow();
      } else {
        refill();
      }
    }
    text.flip();
  }

  private void encode() throws IOException {
    encoded.compact();
    boolean last = ended || broken != null;
    CoderResult result = encoder.encode(text, encoded, last);
    if (result.isError()) {
      result.throwException();
    }
    encoded.flip();
  }

  private void refill() throws IOException {
    source.compact();
    int count = in.read(source.array(), source.position(), source.remaining());
    sourceEnded = count < 0;
    source.position(source.position() + Math.max(count, 0));
    source.flip();
  }

  private BrokenFileException broken(int length) {
    byte[] bytes = new byte[Math.min(length, source.remaining())];
    source.get(source.position(), bytes);
    return new BrokenFileException(
        ErrorCode.ENCODING_INVALID,
        "The byte%s %s at offset %d of the unpacked file mean%s nothing in %s."
            .formatted(
                bytes.length == 1 ? "" : "s",
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes),
                consumed,
                bytes.length == 1 ? "s" : "",
                charset.name()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
