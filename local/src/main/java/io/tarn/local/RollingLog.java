package io.tarn.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log file of bounded size: when it is full it becomes {@code <name>.1}, in place of the former
 * one, and a new file begins. When the disk takes no more lines they are dropped, and how many is
 * said when it does again. Thread-safe.
 */
final class RollingLog implements Consumer<String>, AutoCloseable {
  private final Path file;
  private final long maxBytes;
  private @Nullable OutputStream out;
  private long bytes;
  private long dropped;

  /**
   * @param maxBytes the size of one file; two are kept
   */
  RollingLog(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  Path file() {
    return file;
  }

  @Override
  public synchronized void accept(String line) {
    try {
      if (dropped > 0) {
        write("(%d lines are missing here: the disk took none)".formatted(dropped));
        dropped = 0;
      }
      write(line);
    } catch (IOException e) {
      dropped++;
    }
  }

  private void write(String line) throws IOException {
    byte[] encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (out != null && bytes + encoded.length > maxBytes) {
      out.close();
      out = null;
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (out == null) {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      bytes = Files.size(file);
    }
    out.write(encoded);
    bytes += encoded.length;
  }

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      out = null;
    }
  }
}
