package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses gzip (RFC 1952), all members of it, and checks each member's length and CRC-32.
 * Zeros may follow the last member (padding of block devices), nothing else. Unlike the one of the
 * JDK it never asks what is {@code available} to decide where the file ends.
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;
  private long consumed;
  private boolean begun;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember) {
        startMember();
        continue;
      }
      int count = inflate(into, offset, length);
      if (count > 0) {
        crc.update(into, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        position = limit;
        if (!fill()) {
          throw truncated();
        }
        inflater.setInput(buffer, position, limit - position);
      } else {
        throw corrupt("it needs a preset dictionary", null);
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws BrokenFileException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  private void startMember() throws IOException {
    boolean first = !begun;
    begun = true;
    int magic = first ? required() : afterMember();
    if (magic < 0) {
      ended = true;
      return;
    }
    crc.reset();
    crc.update(magic);
    if (magic != 0x1F || required() != 0x8B) {
      throw corrupt(first ? "it does not begin as gzip" : "something else follows its end", null);
    }
    if (required() != 8) {
      throw corrupt("its method is not deflate", null);
    }
    int flags = required();
    if ((flags & RESERVED) != 0) {
      throw corrupt("reserved flags are set", null);
    }
    for (int i = 0; i < 6; i++) {
      required();
    }
    if ((flags & EXTRA) != 0) {
      for (int length = required() | required() << 8; length > 0; length--) {
        required();
      }
    }
    for (int flag = NAME; flag <= COMMENT; flag <<= 1) {
      while ((flags & flag) != 0 && required() != 0) {
        // the text's bytes are passed over
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      int expected = (int) crc.getValue() & 0xFFFF;
      if ((required() | required() << 8) != expected) {
        throw corrupt("its header does not have its checksum", null);
      }
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    inMember = true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long expected = crc.getValue();
    if (word() != expected) {
      throw corrupt("its content does not have its checksum", null);
    }
    if (word() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw corrupt("its content does not have its length", null);
    }
    inMember = false;
  }

  private int afterMember() throws IOException {
    int next = next();
    if (next == 0) {
      while (next == 0) {
        next = next();
      }
      if (next >= 0) {
        throw corrupt("something else follows its end", null);
      }
    }
    return next;
  }

  private long word() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private int required() throws IOException {
    int next = next();
    if (next < 0) {
      throw truncated();
    }
    crc.update(next);
    return next;
  }

  private int next() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    consumed += limit;
    position = 0;
    limit = 0;
    while (limit == 0) {
      int count = in.read(buffer);
      if (count < 0) {
        return false;
      }
      limit = count;
    }
    return true;
  }

  private BrokenFileException truncated() {
    return new BrokenFileException(
        ErrorCode.FILE_MALFORMED,
        "The gzip file is cut off: it ends after %d bytes, in the middle of its data."
            .formatted(consumed + limit),
        new EOFException());
  }

  private BrokenFileException corrupt(String why, @Nullable Exception e) {
    int left = inMember ? inflater.getRemaining() : limit - position;
    String reason =
        "The gzip file is damaged near byte %d: %s.".formatted(consumed + limit - left, why);
    return e == null
        ? new BrokenFileException(ErrorCode.FILE_MALFORMED, reason)
        : new BrokenFileException(ErrorCode.FILE_MALFORMED, reason, e);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
