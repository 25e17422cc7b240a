package io.tarn.ingest.csv;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.tarn.kernel.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses Zstandard (RFC 8878), all frames of it; a window needs at most 128 MiB, the
 * decoder's default limit.
 */
final class ZstdStream extends FilterInputStream {
  ZstdStream(InputStream in) throws IOException {
    super(new ZstdInputStreamNoFinalizer(in));
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (ZstdIOException e) {
      throw new BrokenFileException(
          ErrorCode.FILE_MALFORMED,
          "The zstd file is damaged or cut off: %s.".formatted(e.getMessage()),
          e);
    }
  }
}
