package io.tarn.ingest.load;

import io.tarn.lake.Cancellation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.DoubleConsumer;

/** Tells how much of a stream was read, a few times a second, and ends it on cancellation. */
final class ProgressStream extends FilterInputStream {
  private static final long TELL_EVERY_NANOS = 300_000_000;

  private final long length;
  private final Cancellation cancellation;
  private final DoubleConsumer tell;
  private long read;
  private long told = System.nanoTime();

  ProgressStream(InputStream in, long length, Cancellation cancellation, DoubleConsumer tell) {
    super(in);
    this.length = Math.max(1, length);
    this.cancellation = cancellation;
    this.tell = tell;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int size) throws IOException {
    cancellation.check();
    int count = super.read(buffer, from, size);
    read += Math.max(0, count);
    long now = System.nanoTime();
    if (now - told > TELL_EVERY_NANOS) {
      told = now;
      tell.accept(Math.min(1.0, (double) read / length));
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
