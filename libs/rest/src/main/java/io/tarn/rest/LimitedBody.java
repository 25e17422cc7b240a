package io.tarn.rest;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body that ends with a problem when it is longer than its limit, or when it breaks
 * off.
 */
final class LimitedBody extends FilterInputStream {
  private final int maxBytes;
  private long readBytes;

  LimitedBody(InputStream in, int maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  static ProblemException tooLarge(int maxBytes) {
    return new ProblemException(
        ErrorCode.BODY_TOO_LARGE, "The body may have at most %,d bytes here.".formatted(maxBytes));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int count;
    try {
      count = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.LENGTH_MISMATCH, "The body broke off before its end.", e);
    }
    readBytes += Math.max(count, 0);
    if (readBytes > maxBytes) {
      throw tooLarge(maxBytes);
    }
    return count;
  }

  /** Does not read on to the end, as the stream below would: what is refused is not waited for. */
  @Override
  public void close() throws IOException {
    if (readBytes <= maxBytes) {
      super.close();
    }
  }
}
