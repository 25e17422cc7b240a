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
 * @param limits what the file may need at most
 */
public record CsvOptions(
    String fileName,
    Compression compression,
    @Nullable Charset encoding,
    @Nullable Delimiter delimiter,
    HeaderMode header,
    @Nullable List<Column> declared,
    CsvLimits limits) {

  public CsvOptions {
    declared = declared == null ? null : List.copyOf(declared);
    if (declared != null && declared.isEmpty()) {
      throw new IllegalArgumentException("A declared table has columns.");
    }
  }

  /** Everything to be found out. */
  public static CsvOptions of(String fileName) {
    return new CsvOptions(
        fileName, Compression.AUTO, null, null, HeaderMode.AUTO, null, CsvLimits.DEFAULT);
  }

  public CsvOptions withCompression(Compression value) {
    return new CsvOptions(fileName, value, encoding, delimiter, header, declared, limits);
  }

  /** With an encoding; {@link Encodings#named} finds it by its name. */
  public CsvOptions withEncoding(@Nullable Charset value) {
    return new CsvOptions(fileName, compression, value, delimiter, header, declared, limits);
  }

  /** With a delimiter; {@link Delimiter#fromString} reads it. */
  public CsvOptions withDelimiter(@Nullable Delimiter value) {
    return new CsvOptions(fileName, compression, encoding, value, header, declared, limits);
  }

  public CsvOptions withHeader(HeaderMode value) {
    return new CsvOptions(fileName, compression, encoding, delimiter, value, declared, limits);
  }

  /** With the columns of the table that the file is loaded into. */
  public CsvOptions withDeclared(@Nullable List<Column> value) {
    return new CsvOptions(fileName, compression, encoding, delimiter, header, value, limits);
  }

  public CsvOptions withLimits(CsvLimits value) {
    return new CsvOptions(fileName, compression, encoding, delimiter, header, declared, value);
  }
}
