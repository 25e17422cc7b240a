package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
  /** Gives a text over and over, then nothing more until it is closed. */
  private static final class StallingStream extends InputStream {
    private final byte[] text;
    private int left;
    private final Thread reader = Thread.currentThread();
    private final boolean interrupts;
    private final CountDownLatch closed = new CountDownLatch(1);

    StallingStream(String text, int bytes, boolean interrupts) {
      this.text = text.getBytes(US_ASCII);
      this.left = bytes;
      this.interrupts = interrupts;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        stall();
      }
      return text[--left % text.length];
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        stall();
      }
      int count = Math.min(length, left);
      for (int i = 0; i < count; i++) {
        into[offset + i] = (byte) read();
      }
      return count;
    }

    private void stall() throws IOException {
      if (interrupts) {
        reader.interrupt();
      }
      boolean interrupted = false;
      while (closed.getCount() > 0) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          interrupted = true; // as sockets do, it goes on waiting
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @AfterEach
  void leavesNoThread() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("csv-decode");
  }

  @Test
  void endsThoughTheStoreStalls() {
    StallingStream stored = new StallingStream("\n1,2,x", 3 << 20, false);

    assertThatThrownBy(
            () ->
                CsvReader.read(
                    stored,
                    OutputStream.nullOutputStream(),
                    Csv.HEADER.withDeclared(Csv.columns("col0 bigint"))))
        .isInstanceOf(ProblemException.class);
    assertThat(stored.closed.getCount()).isZero();
  }

  @Test
  void endsWhenInterrupted() {
    StallingStream stored = new StallingStream("\n1,2", 1 << 20, true);

    assertThatThrownBy(() -> CsvReader.read(stored, OutputStream.nullOutputStream(), Csv.NO_HEADER))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(stored.closed.getCount()).isZero();
    assertThat(Thread.interrupted()).isTrue();
  }
}
