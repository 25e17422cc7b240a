package io.tarn.ingest.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Turns rows of the ledger into {@link Load} and values into its JSON. Thread-safe. */
@ApplicationScoped
class LoadRow implements RowMapper<Load> {
  /** Unlike the API's, it takes what older and newer releases have written. */
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  String json(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> @Nullable T read(ResultSet row, String column, Class<T> type) throws SQLException {
    String text = row.getString(column);
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger's " + column + " is not readable", e);
    }
  }

  @Override
  public Load map(ResultSet row, StatementContext context) throws SQLException {
    LoadOptions options = read(row, "options", LoadOptions.class);
    return new Load(
        row.getObject("id", UUID.class),
        row.getLong("seq"),
        new TableName(row.getString("database_name"), row.getString("table_name")),
        row.getBoolean("overwrite"),
        options == null ? new LoadOptions(null, null, null, null, null) : options,
        row.getString("file_name"),
        new StoredObject(
            URI.create(row.getString("uri")),
            row.getString("etag"),
            row.getLong("bytes"),
            row.getString("sha256")),
        new Caller(row.getString("principal"), Role.fromString(row.getString("role"))),
        row.getString("request_id"),
        row.getString("idempotency_key"),
        LoadState.valueOf(row.getString("state")),
        row.getBoolean("open"),
        row.getBoolean("cancel_wanted"),
        row.getDouble("progress"),
        number(row, "rows_read"),
        number(row, "rows_loaded"),
        number(row, "rows_quarantined"),
        number(row, "snapshot_id"),
        read(row, "error", LoadError.class),
        read(row, "prepared", PreparedLoad.class),
        row.getInt("attempts"),
        time(row, "next_attempt_at", Instant.EPOCH),
        row.getObject("lease", UUID.class),
        time(row, "created_at", Instant.EPOCH),
        time(row, "started_at"),
        time(row, "finished_at"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static Instant time(ResultSet row, String column, Instant none) throws SQLException {
    Instant value = time(row, column);
    return value == null ? none : value;
  }
}
