package io.tarn.ingest.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises well-known files that are no CSV, by how they begin. */
final class FileKind {
  /** Controls that text has: white space, and those that separate fields and records. */
  private static final String TEXT_CONTROLS = "\1\t\n\u000B\f\r\u001C\u001D\u001E\u001F";

  /** How many first bytes are looked at. */
  static final int HEAD_BYTES = 512;

  private static final List<Signature> DOCUMENTS =
      List.of(new Signature("%PDF-", "a PDF document"), new Signature("{\\rtf", "an RTF document"));

  private static final List<Signature> BINARIES =
      List.of(
          new Signature("PAR1", "a Parquet file: load it as format=parquet"),
          new Signature("PK\3\4", "a ZIP archive or an Excel file: unpack it, or save it as CSV"),
          new Signature("PK\5\6", "an empty ZIP archive"),
          new Signature("\u00D0\u00CF\u0011\u00E0", "an old Excel or Office file: save it as CSV"),
          new Signature("\u0089PNG", "a PNG image"),
          new Signature("\u00FF\u00D8\u00FF", "a JPEG image"),
          new Signature("GIF8", "a GIF image"),
          new Signature("ORC", "an ORC file"),
          new Signature("Obj\1", "an Avro file"),
          new Signature("ARROW1", "an Arrow file"),
          new Signature("SQLite format 3", "an SQLite database"),
          new Signature("\u007FELF", "a program"),
          new Signature("7z\u00BC\u00AF", "a 7-Zip archive: unpack it"),
          new Signature("Rar!", "a RAR archive: unpack it"),
          new Signature("\u00FD7zXZ", "an xz file: unpack it, or compress it with gzip or zstd"),
          new Signature("BZh", "a bzip2 file: unpack it, or compress it with gzip or zstd"),
          new Signature("\4\"M\u0018", "an lz4 file: unpack it, or compress it with gzip or zstd"),
          new Signature("\u001F\u008B", "gzip inside another compression: unpack it once"),
          new Signature("(\u00B5/\u00FD", "zstd inside another compression: unpack it once"));

  private static final Pattern JSON =
      Pattern.compile(
          "(\\{\\s*(\"[^\"]*\"\\s*:|}\\s*$)|\\[\\s*\\{\\s*(\"[^\"]*\"\\s*:|}\\s*[],])).*");

  private FileKind() {}

  /**
   * What a file of these bytes is, if that is known and no CSV.
   *
   * @param head the decompressed file's first bytes
   */
  static Optional<String> ofBytes(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("ustar", 257)) {
      return Optional.of("a tar archive: unpack it");
    }
    boolean binary = text.chars().anyMatch(FileKind::isBinary);
    return first(DOCUMENTS, text).or(() -> binary ? first(BINARIES, text) : Optional.empty());
  }

  /**
   * The same for text that would be a strange CSV at best.
   *
   * @param head the decoded file's first characters
   */
  static Optional<String> ofText(String head) {
    String text = head.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return Optional.of("an HTML page");
    }
    if (text.startsWith("<?xml")) {
      return Optional.of("an XML document");
    }
    return JSON.matcher(text).lookingAt() ? Optional.of("JSON") : Optional.empty();
  }

  private static Optional<String> first(List<Signature> signatures, String text) {
    return signatures.stream().filter(s -> s.begins(text)).map(Signature::description).findFirst();
  }

  private static boolean isBinary(int c) {
    return c < ' ' && TEXT_CONTROLS.indexOf(c) < 0;
  }

  /**
   * @param begins the first bytes, each as one character
   * @param description what it is and what to do, after "It looks like"
   */
  private record Signature(String begins, String description) {
    boolean begins(String text) {
      return text.startsWith(begins);
    }
  }
}
