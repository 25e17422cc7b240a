package io.tarn.ingest.load;

import io.tarn.ingest.csv.Compression;
import io.tarn.ingest.csv.CsvLimits;
import io.tarn.ingest.csv.CsvOptions;
import io.tarn.ingest.csv.CsvReader;
import io.tarn.ingest.csv.CsvTable;
import io.tarn.ingest.csv.Delimiter;
import io.tarn.ingest.csv.Encodings;
import io.tarn.ingest.csv.HeaderMode;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.lake.FileColumn;
import io.tarn.lake.LakeWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a CSV file into a spool in the work folder. */
@ApplicationScoped
class CsvInput {
  private static final String SPOOL = "rows.csv";

  private final LakeWriter lake;
  private final LoadConfig config;

  CsvInput(LakeWriter lake, LoadConfig config) {
    this.lake = lake;
    this.config = config;
  }

  InputRows read(Load load, InputStream body, Path folder) throws IOException {
    Optional<List<Column>> existing = lake.columns(load.caller(), load.table());
    CsvOptions options =
        load.overwrite()
            ? options(load).withFormer(existing.orElse(List.of()))
            : options(load).withDeclared(existing.orElse(null));
    Path spool = folder.resolve(SPOOL);
    CsvTable table;
    try (OutputStream out = WorkFolder.create(folder, SPOOL, config.reservedBytes())) {
      table = CsvReader.read(body, out, options);
    }
    if (table.rows() == 0 && existing.isEmpty()) {
      throw new ProblemException(
          ErrorCode.FILE_HAS_NO_ROWS,
          "%s has a header but no rows, so the types of the new table's columns are not known."
              .formatted(load.fileName()));
    }
    List<FileColumn> columns =
        table.columns().stream()
            .map(column -> new FileColumn(column.name(), column.originalName(), column.type()))
            .toList();
    return new InputRows(columns, table.rows(), table.select(spool.toString()));
  }

  private CsvOptions options(Load load) {
    LoadOptions asked = load.options();
    CsvLimits limits = CsvLimits.DEFAULT;
    CsvOptions options =
        CsvOptions.of(load.fileName())
            .withLimits(
                new CsvLimits(
                    config.maxDecompressedBytes(),
                    limits.fieldBytes(),
                    limits.recordBytes(),
                    limits.columns()));
    if (asked.contentEncoding() != null) {
      options = options.withCompression(Compression.fromString(asked.contentEncoding()));
    }
    if (asked.encoding() != null) {
      options = options.withEncoding(Encodings.named(asked.encoding()));
    }
    if (asked.delimiter() != null) {
      options = options.withDelimiter(Delimiter.fromString(asked.delimiter()));
    }
    if (asked.header() != null) {
      options = options.withHeader(HeaderMode.fromString(asked.header()));
    }
    return options;
  }
}
