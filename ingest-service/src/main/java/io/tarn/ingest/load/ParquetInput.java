package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.DataType;
import io.tarn.lake.Cancellation;
import io.tarn.lake.DuckDb;
import io.tarn.lake.DuckTypes;
import io.tarn.lake.FileColumn;
import io.tarn.lake.LakeWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads a Parquet file that another writer made: its columns by name, each cast only where no value
 * changes.
 */
@ApplicationScoped
class ParquetInput {
  private static final Logger LOG = Logger.getLogger(ParquetInput.class);

  private final LakeWriter lake;
  private final DuckDb duckDb;
  private final LoadConfig config;

  ParquetInput(LakeWriter lake, DuckDb duckDb, LoadConfig config) {
    this.lake = lake;
    this.duckDb = duckDb;
    this.config = config;
  }

  private static final String COPY = "input.parquet";
  private static final String NANOSECONDS = "TIMESTAMP_NS";

  private record Source(String inFile, boolean nanoseconds, FileColumn column) {}

  InputRows read(Load load, InputStream body, Path folder, Cancellation cancellation)
      throws IOException {
    Path file = folder.resolve(COPY);
    try (OutputStream out = WorkFolder.create(folder, COPY, config.reservedBytes())) {
      body.transferTo(out);
    }
    String table = "read_parquet(" + DuckTypes.literal(file.toString()) + ")";
    try (Connection connection = duckDb.connect();
        Statement statement = connection.createStatement()) {
      List<Source> sources = sources(load, statement, table);
      checkNanoseconds(sources, statement, table);
      long count = count(statement, table);
      cancellation.check();
      return new InputRows(
          sources.stream().map(Source::column).toList(), count, select(sources, table));
    } catch (SQLException e) {
      LOG.infof("Load %s: not readable as Parquet: %s", load.id(), e.getMessage());
      throw new ProblemException(
          ErrorCode.FILE_MALFORMED,
          load.fileName()
              + " is not a Parquet file that can be read: it is damaged, encrypted or of another"
              + " format.",
          e);
    }
  }

  private List<Source> sources(Load load, Statement statement, String table) throws SQLException {
    Map<String, DataType> wanted = new HashMap<>();
    if (!load.overwrite()) {
      for (Column column : lake.columns(load.caller(), load.table()).orElse(List.of())) {
        wanted.put(column.name(), column.type());
      }
    }
    List<Source> sources = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
      while (rows.next()) {
        String inFile = rows.getString("column_name");
        String name = Names.column(inFile);
        String twin = seen.put(name, inFile);
        if (name.isEmpty() || twin != null) {
          throw new ProblemException(
              ErrorCode.HEADER_INVALID,
              twin == null
                  ? "The column name '" + inFile + "' has no letter or digit."
                  : "The columns '%s' and '%s' have the same name in the lake: %s."
                      .formatted(twin, inFile, name));
        }
        String typeText = rows.getString("column_type");
        boolean nanoseconds = typeText.equals(NANOSECONDS);
        DataType type = DuckTypeText.parse(inFile, nanoseconds ? "TIMESTAMP" : typeText);
        DataType target = wanted.get(name);
        sources.add(
            new Source(
                inFile,
                nanoseconds,
                new FileColumn(
                    name, inFile, target != null && Widening.keeps(type, target) ? target : type)));
      }
    }
    return sources;
  }

  /** Nanoseconds are kept only where they are whole microseconds, which most writers' are. */
  private static void checkNanoseconds(List<Source> sources, Statement statement, String table)
      throws SQLException {
    for (Source source : sources) {
      if (source.nanoseconds()) {
        String column = DuckTypes.quoted(source.inFile());
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM %s WHERE epoch_ns(%s) %% 1000 <> 0"
                    .formatted(table, column))) {
          rows.next();
          if (rows.getLong(1) > 0) {
            throw new ProblemException(
                ErrorCode.VALUE_INVALID,
                "The column '%s' has %d timestamps with nanoseconds; tables keep microseconds."
                    .formatted(source.inFile(), rows.getLong(1)));
          }
        }
      }
    }
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String select(List<Source> sources, String table) {
    return sources.stream()
        .map(
            source ->
                "CAST(%s AS %s) AS %s"
                    .formatted(
                        DuckTypes.quoted(source.inFile()),
                        DuckTypes.text(source.column().type()),
                        DuckTypes.quoted(source.column().name())))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
  }
}
