package io.tarn.query.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.query.execution.Queries.Asked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/v1/queries}. */
@Schema(name = "QueryRequest")
record QueryRequest(
    @Schema(
            description = "One statement in Trino's dialect.",
            examples = "SELECT code_module, count(*) AS students FROM studentinfo GROUP BY 1")
        String sql,
    @Schema(
            description = "The database of names without one; default if absent.",
            examples = "oulad")
        @Nullable String database,
    @Schema(description = "primary if absent.") @Nullable String workGroup,
    @Schema(
            description = "Values for ?, in order: strings, numbers, booleans, null.",
            implementation = Object[].class)
        @Nullable List<JsonNode> parameters,
    @Schema(
            description = "The same token and statement give the same query again.",
            maxLength = 128)
        @Nullable String clientRequestToken,
    @Schema(description = "Accepted for Athena's clients; every query runs.")
        @Nullable ResultReuse resultReuse) {
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?is)(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(?:insert|update|delete|merge|truncate)\\b.*");

  private static final String DEFAULT_DATABASE = "default";
  private static final int MAX_TOKEN_CHARACTERS = 128;
  private static final int MAX_PARAMETERS = 1_000;

  /** Athena's setting to answer from an earlier result. */
  @Schema(name = "ResultReuse")
  record ResultReuse(boolean enabled, @Nullable Integer maxAgeMinutes) {}

  /**
   * @param idempotencyKey the request's {@code Idempotency-Key}, in place of a token in the body
   */
  Asked asked(@Nullable String idempotencyKey) {
    String token = clientRequestToken == null ? idempotencyKey : clientRequestToken;
    if (token != null && (token.isBlank() || token.length() > MAX_TOKEN_CHARACTERS)) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "clientRequestToken: must have 1 to %d characters.".formatted(MAX_TOKEN_CHARACTERS));
    }
    return new Asked(
        sql,
        values(),
        Names.fold("database", database == null ? DEFAULT_DATABASE : database),
        workGroup == null ? Queries.PRIMARY : workGroup,
        token);
  }

  /** Whether the statement is one that changes rows, by its first word. */
  boolean changesRows() {
    return CHANGE.matcher(sql).lookingAt();
  }

  /** What the audit log keeps of the statement, whose literals it must not know. */
  String sqlSha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    if (parameters != null) {
      if (parameters.size() > MAX_PARAMETERS) {
        throw new ProblemException(
            ErrorCode.INVALID_ARGUMENT, "parameters: at most %d.".formatted(MAX_PARAMETERS));
      }
      for (JsonNode node : parameters) {
        values.add(value(node, values.size()));
      }
    }
    return values;
  }

  private static @Nullable Object value(JsonNode node, int index) {
    return switch (node.getNodeType()) {
      case NULL -> null;
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> {
        if (!node.isIntegralNumber()) {
          yield node.decimalValue();
        }
        yield node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
      }
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "A parameter must be a string, a number, a boolean or null.",
              List.of(Place.atPointer("/parameters/" + index, "is a list or an object")));
    };
  }
}
