package io.tarn.ingest.csv;

import io.tarn.kernel.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decodes on a thread of its own, a bounded number of pieces ahead of the one that reads. To be
 * used by one thread; {@link #close} ends the decoding thread and waits for it.
 */
final class ReadAhead implements Closeable {
  private static final int PIECES = 4;
  private static final int PIECE_BYTES = 256 << 10;

  /** What the decoding thread hands over: bytes, or why there are no more. */
  private sealed interface Piece {}

  private static final class Bytes implements Piece {
    private final byte[] bytes;
    private final int length;

    Bytes(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  private record End() implements Piece {}

  private record Failure(Throwable cause) implements Piece {}

  private final DecodedInput input;
  private final Closeable stored;
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 1);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(PIECES);
  private final Thread thread;
  private @Nullable Bytes current;
  private int position;
  private @Nullable Piece last;

  /**
   * @param stored the stream below the input, which is closed first, so that a read of it that does
   *     not heed interrupts ends
   */
  ReadAhead(DecodedInput input, Closeable stored) {
    this.input = input;
    this.stored = stored;
    for (int i = 0; i < PIECES; i++) {
      free.add(new byte[PIECE_BYTES]);
    }
    this.thread = Thread.ofPlatform().name("csv-decode").daemon().start(this::decode);
  }

  /**
   * Copies the next bytes of text.
   *
   * @return how many, at least 1; -1 at the end
   * @throws BrokenFileException if the file cannot be decoded from here on
   * @throws InterruptedIOException if the thread was interrupted
   */
  int read(byte[] into, int offset, int length) throws IOException {
    Bytes piece = current();
    if (piece == null) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece.bytes, position, into, offset, count);
    position += count;
    if (position == piece.length) {
      free.add(piece.bytes);
      current = null;
    }
    return count;
  }

  private @Nullable Bytes current() throws IOException {
    if (current != null) {
      return current;
    }
    if (last == null) {
      Piece next = take();
      if (next instanceof Bytes bytes) {
        current = bytes;
        position = 0;
        return bytes;
      }
      last = next;
    }
    if (last instanceof Failure(Throwable cause)) {
      switch (cause) {
        case BrokenFileException broken -> throw broken;
        case IOException io -> throw new IOException(io.getMessage(), io);
        case ProblemException problem -> throw problem;
        default -> throw new IllegalStateException("Decoding failed", cause);
      }
    }
    return null;
  }

  private Piece take() throws InterruptedIOException {
    try {
      return full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("Interrupted while reading");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void decode() {
    Piece end;
    try {
      byte[] piece = free.take();
      for (int count = input.read(piece); count >= 0; count = input.read(piece)) {
        full.put(new Bytes(piece, count));
        piece = free.take();
      }
      end = new End();
    } catch (InterruptedException closed) {
      end = new End();
    } catch (IOException | RuntimeException | Error e) {
      end = new Failure(e);
    }
    full.add(end);
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      stored.close();
    } finally {
      join();
      input.close();
    }
  }

  /**
   * Waits until the thread has ended, also when interrupted: the decoder must not be closed before.
   */
  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
