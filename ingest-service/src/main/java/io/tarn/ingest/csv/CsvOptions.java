package io.tarn.ingest.csv;

import io.tarn.kernel.table.Column;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is read, and the limits for it.
 *
 * @param fileName the name that places of errors show; its ending may tell the compression
 * @param compression how the stored bytes are compressed
 * @param encoding the text's encoding; null: by the byte order mark, else UTF-8
 * @param delimiter the delimiter; null: detected
 * @param header whether the first record names the columns
 * @param declared the columns of the existing table, whose types every value must have; null: types
 *     are inferred
 * @param former the columns of a table that the file replaces: a column without a single value
 *     keeps its type there; empty if there is none
 * @param limits what the file may need at most
 */
public record CsvOptions(
    String fileName,
    Compression compression,
    @Nullable Charset encoding,
    @Nullable Delimiter delimiter,
    HeaderMode header,
    @Nullable List<Column> declared,
    List<Column> former,
    CsvLimits limits) {

  public CsvOptions {
    declared = declared == null ? null : List.copyOf(declared);
    former = List.copyOf(former);
    if (declared != null && declared.isEmpty()) {
      throw new IllegalArgumentException("A declared table has columns.");
    }
  }

  /** Everything to be found out. */
  public static CsvOptions of(String fileName) {
    return new CsvOptions(
        fileName,
        Compression.AUTO,
        null,
        null,
        HeaderMode.AUTO,
        null,
        List.of(),
        CsvLimits.DEFAULT);
  }

  public CsvOptions withCompression(Compression value) {
    return new CsvOptions(fileName, value, encoding, delimiter, header, declared, former, limits);
  }

  /** With an encoding; {@link Encodings#named} finds it by its name. */
  public CsvOptions withEncoding(@Nullable Charset value) {
    return new CsvOptions(
        fileName, compression, value, delimiter, header, declared, former, limits);
  }

  /** With a delimiter; {@link Delimiter#fromString} reads it. */
  public CsvOptions withDelimiter(@Nullable Delimiter value) {
    return new CsvOptions(fileName, compression, encoding, value, header, declared, former, limits);
  }

  public CsvOptions withHeader(HeaderMode value) {
    return new CsvOptions(
        fileName, compression, encoding, delimiter, value, declared, former, limits);
  }

  /** With the columns of the table that the file is loaded into. */
  public CsvOptions withDeclared(@Nullable List<Column> value) {
    return new CsvOptions(
        fileName, compression, encoding, delimiter, header, value, former, limits);
  }

  /** With the columns of the table that the file replaces. */
  public CsvOptions withFormer(List<Column> value) {
    return new CsvOptions(
        fileName, compression, encoding, delimiter, header, declared, value, limits);
  }

  public CsvOptions withLimits(CsvLimits value) {
    return new CsvOptions(
        fileName, compression, encoding, delimiter, header, declared, former, value);
  }
}
