package io.tarn.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL for this platform, unpacked once per version into a cache folder of
 * the user. Several processes may ask at once: a lock lets one unpack, and a folder appears whole.
 */
final class PostgresBinaries {
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

  private PostgresBinaries() {}

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  static Path unpacked(Path cache) throws IOException {
    String resource = resource();
    Files.createDirectories(cache);
    Path folder = cache.resolve("postgres-" + fingerprint(resource));
    if (Files.isExecutable(folder.resolve("bin/postgres"))) {
      return folder;
    }
    try (FileChannel lock =
            FileChannel.open(
                cache.resolve("postgres.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = lock.lock()) {
      if (held.isValid() && !Files.isExecutable(folder.resolve("bin/postgres"))) {
        Path fresh = Files.createTempDirectory(cache, "unpacking-");
        try {
          unpack(resource, fresh);
          Durably.deleteTree(folder);
          Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Durably.deleteTree(fresh);
        }
      }
    }
    return folder;
  }

  /**
   * The user's cache where it can be written, else the other folder: accounts of services often
   * have no home.
   */
  static Path userCacheOr(Path other) {
    Path cache = userCache();
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      return other;
    }
    return Files.isWritable(cache) ? cache : other;
  }

  /** {@code $XDG_CACHE_HOME/tarn}, or {@code ~/.cache/tarn}. */
  private static Path userCache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("tarn");
  }

  private static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String platform = os.contains("linux") ? "linux" : os.contains("mac") ? "darwin" : null;
    String architecture = ARCHITECTURES.get(System.getProperty("os.arch"));
    String resource = "/postgres-" + platform + "-" + architecture + ".txz";
    if (PostgresBinaries.class.getResource(resource) == null) {
      throw new EmbeddedServerException(
          "There is no PostgreSQL in this build for %s on %s: build Tarn on this machine, on Linux or macOS (amd64, arm64)."
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    return resource;
  }

  /** Names the content, so that another version gets another folder. */
  private static String fingerprint(String resource) throws IOException {
    try (InputStream stream = open(resource)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digest = new DigestInputStream(stream, sha)) {
        digest.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(String resource, Path target) throws IOException {
    try (InputStream stream = open(resource);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(stream)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("The archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(Durably.parent(path));
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()).normalize());
        } else {
          Files.createDirectories(Durably.parent(path));
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0b001_000_000) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = PostgresBinaries.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException("No resource " + resource);
    }
    return stream;
  }
}
