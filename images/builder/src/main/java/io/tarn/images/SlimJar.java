package io.tarn.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Jars without the native libraries of other platforms. */
final class SlimJar {
  private static final String DUCKDB = "libduckdb_java.so_";
  private static final List<String> ZSTD_SYSTEMS =
      List.of("linux/", "darwin/", "win/", "freebsd/", "aix/");

  private final Platform platform;

  SlimJar(Platform platform) {
    this.platform = platform;
  }

  /** Whether a jar holds native libraries that can be left out. */
  static boolean isFat(String jar) {
    return jar.contains("duckdb_jdbc-") || jar.contains("zstd-jni-");
  }

  /**
   * Copies a jar without what other platforms need. DuckDB's library of this platform is left out
   * too, and stands beside: from a jar it is unpacked anew at each start.
   *
   * @param library gets DuckDB's library
   * @return the library, if the jar held it
   */
  Optional<Path> copy(Path jar, Path target, Path library) throws IOException {
    boolean duckdb = jar.getFileName().toString().contains("duckdb_jdbc-");
    Predicate<String> dropped = duckdb ? name -> name.startsWith(DUCKDB) : this::isForeignZstd;
    try (ZipFile source = new ZipFile(jar.toFile());
        ZipOutputStream slim = new ZipOutputStream(Files.newOutputStream(target))) {
      List<? extends ZipEntry> entries = new ArrayList<>(source.stream().toList());
      for (ZipEntry entry : entries) {
        if (dropped.test(entry.getName())) {
          continue;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(FileTime.fromMillis(entry.getLastModifiedTime().toMillis()));
        slim.putNextEntry(copy);
        try (InputStream stream = source.getInputStream(entry)) {
          stream.transferTo(slim);
        }
        slim.closeEntry();
      }
      if (!duckdb) {
        return Optional.empty();
      }
      String name = DUCKDB + "linux_" + platform.architecture();
      ZipEntry entry = source.getEntry(name);
      if (entry == null) {
        throw new IOException(jar + " holds no " + name);
      }
      try (InputStream stream = source.getInputStream(entry)) {
        Files.copy(stream, library);
      }
      return Optional.of(library);
    }
  }

  private boolean isForeignZstd(String name) {
    return ZSTD_SYSTEMS.stream().anyMatch(name::startsWith)
        && !name.equals("linux/")
        && !name.startsWith(platform.zstdFolder());
  }
}
