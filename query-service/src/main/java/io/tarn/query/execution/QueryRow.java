package io.tarn.query.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.tarn.sql.StatementType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Turns rows into {@link StoredQuery} and values into their JSON. Thread-safe. */
@ApplicationScoped
class QueryRow implements RowMapper<StoredQuery> {
  private static final TypeReference<List<@Nullable Object>> VALUES = new TypeReference<>() {};
  private static final TypeReference<Map<String, @Nullable Long>> SNAPSHOTS =
      new TypeReference<>() {};
  private static final TypeReference<List<ResultColumn>> COLUMNS = new TypeReference<>() {};
  private static final TypeReference<QueryError> ERROR = new TypeReference<>() {};

  /** Unlike the API's, it takes what older and newer releases have written. */
  private final ObjectMapper json =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  String json(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> @Nullable T read(ResultSet row, String column, TypeReference<T> type)
      throws SQLException {
    String text = row.getString(column);
    try {
      return text == null ? null : json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored query's " + column + " is not readable", e);
    }
  }

  @Override
  public StoredQuery map(ResultSet row, StatementContext context) throws SQLException {
    return new StoredQuery(
        row.getObject("id", UUID.class),
        row.getString("sql_text"),
        Objects.requireNonNull(read(row, "parameters", VALUES)),
        row.getString("database_name"),
        row.getString("work_group"),
        new Caller(row.getString("principal"), Role.fromString(row.getString("role"))),
        row.getString("request_id"),
        row.getString("request_token"),
        StatementType.valueOf(row.getString("statement_type")),
        QueryState.valueOf(row.getString("state")),
        row.getBoolean("cancel_wanted"),
        Objects.requireNonNull(read(row, "snapshots", SNAPSHOTS)),
        Objects.requireNonNull(read(row, "columns", COLUMNS)),
        number(row, "rows"),
        number(row, "result_bytes"),
        number(row, "scanned_bytes"),
        number(row, "engine_millis"),
        number(row, "queue_millis"),
        row.getLong("planning_millis"),
        read(row, "error", ERROR),
        row.getInt("attempts"),
        Objects.requireNonNull(time(row, "created_at")),
        time(row, "started_at"),
        time(row, "finished_at"),
        row.getBoolean("expired"));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
