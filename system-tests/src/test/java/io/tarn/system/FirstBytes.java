package io.tarn.system;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, which goes on after them: closing this leaves it open. */
final class FirstBytes extends FilterInputStream {
  private long left;

  FirstBytes(InputStream whole, long count) {
    super(whole);
    this.left = count;
  }

  @Override
  public int read() throws IOException {
    int next = left == 0 ? -1 : super.read();
    left -= next < 0 ? left : 1;
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = left == 0 ? -1 : super.read(target, offset, (int) Math.min(length, left));
    left -= count < 0 ? left : count;
    return count;
  }

  @Override
  public void close() {}
}
