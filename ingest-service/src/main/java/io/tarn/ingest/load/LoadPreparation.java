package io.tarn.ingest.load;

import io.tarn.lake.Cancellation;
import io.tarn.lake.LakeWriter;
import io.tarn.lake.ObjectStore;
import io.tarn.lake.ParquetWriter;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.WritePlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/**
 * From the raw object to data files in the curated bucket: read and check all rows, plan the
 * columns, write Parquet, and note it in the ledger. Nothing is visible yet.
 */
@ApplicationScoped
class LoadPreparation {
  private static final int MAGIC_BYTES = 8;

  private final Ledger ledger;
  private final ObjectStore store;
  private final LakeWriter lake;
  private final ParquetWriter writer;
  private final CsvInput csv;
  private final ParquetInput parquet;
  private final LoadConfig config;

  LoadPreparation(
      Ledger ledger,
      ObjectStore store,
      LakeWriter lake,
      ParquetWriter writer,
      CsvInput csv,
      ParquetInput parquet,
      LoadConfig config) {
    this.ledger = ledger;
    this.store = store;
    this.lake = lake;
    this.writer = writer;
    this.csv = csv;
    this.parquet = parquet;
    this.config = config;
  }

  void prepare(Load load, UUID lease, Cancellation cancellation) {
    Path folder = config.folder().toAbsolutePath().resolve(lease.toString());
    try {
      Files.createDirectories(folder);
      try {
        prepare(load, lease, folder, cancellation);
      } finally {
        WorkFolder.delete(folder);
      }
    } catch (IOException e) {
      throw WorkFolder.problem(e, folder);
    }
  }

  private void prepare(Load load, UUID lease, Path folder, Cancellation cancellation)
      throws IOException {
    FileFormat format;
    InputRows rows;
    try (BufferedInputStream body =
        new BufferedInputStream(progressing(load, lease, cancellation), 1 << 16)) {
      format = format(load, body);
      rows =
          switch (format) {
            case CSV -> csv.read(load, body, folder);
            case PARQUET -> parquet.read(load, body, folder, cancellation);
          };
    }
    cancellation.check();
    WritePlan plan =
        lake.plan(load.caller(), load.id(), load.table(), rows.columns(), load.overwrite());
    ledger.progress(lease, LoadState.LOADING, 0.5, rows.count());
    try {
      ParquetWriter.Written written =
          writer.write(
              plan, lease, rows.select(plan.columns()), folder.resolve("parquet"), cancellation);
      if (written.rows() != rows.count()) {
        throw new IllegalStateException(
            "Load %s: %d rows were read but %d written"
                .formatted(load.id(), rows.count(), written.rows()));
      }
      PreparedLoad prepared = new PreparedLoad(load.id(), plan, written.files());
      if (!ledger.prepared(lease, rows.count(), written.rows(), prepared)) {
        cancellation.cancel();
      }
    } catch (SQLException e) {
      throw WriterFailure.problem(load, format, folder, e);
    }
  }

  private static FileFormat format(Load load, BufferedInputStream body) throws IOException {
    body.mark(MAGIC_BYTES);
    byte[] start = body.readNBytes(MAGIC_BYTES);
    body.reset();
    String asked = load.options().format();
    return FileFormat.of(asked == null ? null : FileFormat.fromString(asked), start);
  }

  private InputStream progressing(Load load, UUID lease, Cancellation cancellation) {
    return new ProgressStream(
        store.open(load.source().uri(), load.source().etag()),
        load.source().bytes(),
        cancellation,
        part -> ledger.progress(lease, LoadState.CHECKING, part / 2, null));
  }
}
