package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What a failure of the Parquet writer means. */
final class WriterFailure {
  /** DuckDB names the kind of an error only at the start of its message. */
  private static final String OUT_OF_MEMORY = "Out of Memory Error";

  private WriterFailure() {}

  static ProblemException problem(Load load, FileFormat format, Path folder, SQLException e) {
    if (WorkFolder.isFull(folder)) {
      return WorkFolder.full(e);
    }
    String message = String.valueOf(e.getMessage());
    if (message.startsWith(OUT_OF_MEMORY)) {
      return new ProblemException(
          ErrorCode.EXCEEDED_MEMORY_LIMIT,
          "Writing the rows needs more memory than the loader may use.",
          e);
    }
    if (format == FileFormat.PARQUET) {
      return new ProblemException(
          ErrorCode.FILE_MALFORMED,
          load.fileName() + " cannot be read to its end: the Parquet file is damaged.",
          e);
    }
    return new ProblemException(ErrorCode.INTERNAL_ERROR, "The rows could not be written.", e);
  }
}
