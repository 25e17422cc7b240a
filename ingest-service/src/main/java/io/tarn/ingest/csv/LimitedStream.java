package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks after a number of bytes, against files that unpack to more than fits. */
final class LimitedStream extends FilterInputStream {
  private final long limit;
  private long count;

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(1);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int read) throws BrokenFileException {
    count += read;
    if (count > limit) {
      throw new BrokenFileException(
          ErrorCode.BODY_TOO_LARGE,
          "The file unpacks to more than %d bytes, the limit for one file.".formatted(limit));
    }
  }
}
