package io.tarn.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A base image as {@code docker save} writes it, with one file in one layer. */
final class BaseArchive {
  private BaseArchive() {}

  static Path write(Path file) throws IOException {
    byte[] layer = tar("etc/os-release", "NAME=test\n".getBytes(StandardCharsets.UTF_8));
    String config =
        """
        {"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:00Z",
         "config":{"Env":["PATH=/opt/java/bin"]},
         "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
        """
            .formatted(sha256(layer));
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      entry(out, "config.json", config.getBytes(StandardCharsets.UTF_8));
      entry(out, "layer.tar", layer);
      entry(
          out,
          "manifest.json",
          "[{\"Config\":\"config.json\",\"RepoTags\":[\"base:1\"],\"Layers\":[\"layer.tar\"]}]"
              .getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream((OutputStream) bytes)) {
      entry(out, name, content);
    }
    return bytes.toByteArray();
  }

  private static void entry(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
