package io.tarn.ingest.upload;

import io.tarn.ingest.load.BucketsConfig;
import io.tarn.ingest.load.Ledger;
import io.tarn.ingest.load.Load;
import io.tarn.ingest.load.LoadOptions;
import io.tarn.ingest.load.Receipt;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.lake.ObjectStore;
import io.tarn.lake.StoredObject;
import io.tarn.rest.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Receives files: the bytes go into an object of their own in the raw bucket, then a row into the
 * ledger. Nothing is parsed. Thread-safe.
 */
@ApplicationScoped
class Uploads {
  private static final int MAX_NAME_CHARACTERS = 80;

  private final ObjectStore store;
  private final Ledger ledger;
  private final BucketsConfig buckets;
  private final UploadConfig config;
  private final Semaphore places;

  Uploads(ObjectStore store, Ledger ledger, BucketsConfig buckets, UploadConfig config) {
    this.store = store;
    this.ledger = ledger;
    this.buckets = buckets;
    this.config = config;
    this.places = new Semaphore(config.maxConcurrent());
  }

  /**
   * What a request says of the file that it brings.
   *
   * @param sha256 the announced digest in hex, or null
   */
  record Announcement(
      TableName table,
      boolean overwrite,
      LoadOptions options,
      String fileName,
      @Nullable String sha256,
      @Nullable String idempotencyKey) {}

  /**
   * Receives one file.
   *
   * @throws IOException if the body breaks off; then nothing was received
   */
  Load receive(Caller caller, Announcement announced, InputStream body) throws IOException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "%d uploads are being received already: try again in a moment."
              .formatted(config.maxConcurrent()));
    }
    try {
      String key = announced.idempotencyKey();
      Optional<Load> before =
          key == null ? Optional.empty() : ledger.byIdempotencyKey(caller.principal(), key);
      if (before.isPresent()) {
        return same(before.get(), announced, sha256(new Limited(body)));
      }
      return receiveNew(caller, announced, body);
    } finally {
      places.release();
    }
  }

  private Load receiveNew(Caller caller, Announcement announced, InputStream body)
      throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(new Limited(body));
    int first = bytes.read();
    if (first < 0) {
      throw new ProblemException(
          ErrorCode.BODY_EMPTY, "The file is empty: send its bytes as the request's body.");
    }
    bytes.unread(first);
    UUID id = Ids.next();
    URI uri =
        ObjectStore.uri(buckets.raw(), "uploads/%s/%s".formatted(id, key(announced.fileName())));
    StoredObject stored = store.put(uri, bytes);
    if (announced.sha256() != null && !announced.sha256().equals(stored.sha256())) {
      store.delete(uri);
      throw new ProblemException(
          ErrorCode.DIGEST_MISMATCH,
          "The SHA-256 of the %d bytes received is %s, but Content-Digest announced %s."
              .formatted(stored.bytes(), stored.sha256(), announced.sha256()));
    }
    Load load =
        ledger.insert(
            new Receipt(
                id,
                announced.table(),
                announced.overwrite(),
                announced.options(),
                announced.fileName(),
                stored,
                caller,
                RequestIds.current(),
                announced.idempotencyKey()));
    if (!load.id().equals(id)) {
      store.delete(uri);
      return same(load, announced, stored.sha256());
    }
    return load;
  }

  private static Load same(Load before, Announcement announced, String sha256) {
    boolean same =
        before.table().equals(announced.table())
            && before.overwrite() == announced.overwrite()
            && before.options().equals(announced.options())
            && before.source().sha256().equals(sha256);
    if (!same) {
      throw new ProblemException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "This Idempotency-Key was used for another file or other options (load %s)."
              .formatted(before.id()));
    }
    return before;
  }

  /** The file's name as the last part of an object's key: legible, short, without surprises. */
  private static String key(String fileName) {
    String plain = fileName.replaceAll("[^\\p{L}\\p{Nd}._-]+", "_");
    String shorter = plain.substring(Math.max(0, plain.length() - MAX_NAME_CHARACTERS));
    return shorter.replaceAll("^\\.+", "_");
  }

  private static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Refuses what goes beyond the largest file. */
  private final class Limited extends FilterInputStream {
    private long left = config.maxBytes();

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int from, int size) throws IOException {
      int count = super.read(buffer, from, size);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new ProblemException(
            ErrorCode.BODY_TOO_LARGE,
            "The file is larger than the %d bytes allowed: split it, or raise tarn.upload.max-bytes."
                .formatted(config.maxBytes()));
      }
    }
  }
}
