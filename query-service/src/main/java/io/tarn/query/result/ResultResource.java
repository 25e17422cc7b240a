package io.tarn.query.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.query.execution.Queries;
import io.tarn.query.execution.QueryState;
import io.tarn.query.execution.ResultColumn;
import io.tarn.query.execution.StoredQuery;
import io.tarn.query.lake.Results;
import io.tarn.rest.CallerContext;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import io.tarn.sql.OutputColumn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The answers of queries. */
@Path("/api/v1/queries/{id}/results")
@Tag(name = "Query")
@Blocking
public class ResultResource {
  private final Queries queries;
  private final Results results;
  private final CallerContext callers;

  ResultResource(Queries queries, Results results, CallerContext callers) {
    this.queries = queries;
    this.results = results;
    this.callers = callers;
  }

  /** One page of an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ResultPage")
  record ResultPage(
      List<ResultColumn> columns,
      @Schema(description = "One list of values a row, in the columns' order.")
          List<List<@Nullable Object>> rows,
      @Schema(description = "For the next page; absent on the last.")
          @Nullable String nextPageToken) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "getQueryResults",
      summary = "The answer, by pages",
      description =
          "Integers beyond ±(2^53−1), NaN and infinities are strings; decimals are strings with"
              + " their scale; times are ISO 8601; varbinary is base64. With Accept: text/csv the"
              + " whole answer comes as CSV.")
  @APIResponse(responseCode = "200", description = "A page of rows.")
  @APIResponse(responseCode = "409", description = "The query has no result, or not yet.")
  public ResultPage page(
      @PathParam("id") UUID id,
      @Parameter(description = "Rows a page, 1 to 1000; 100 if absent.") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextPageToken of the page before.") @QueryParam("pageToken")
          @Nullable String pageToken)
      throws InterruptedException {
    StoredQuery query = finished(id);
    PageRequest request = PageRequest.of(limit, pageToken);
    long offset = offset(request);
    List<List<@Nullable Object>> rows =
        results.rows(id, output(query), offset, request.limit() + 1);
    Page<List<@Nullable Object>> page =
        Page.cut(rows, request, row -> Long.toString(offset + request.limit()));
    return new ResultPage(query.columns(), page.items(), page.nextPageToken());
  }

  @GET
  @Produces("text/csv")
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(hidden = true)
  public Response csv(@PathParam("id") UUID id) {
    StoredQuery query = finished(id);
    StreamingOutput body =
        out -> {
          try {
            results.csv(id, output(query), out);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException();
          }
        };
    return Response.ok(body)
        .header("Content-Disposition", "attachment; filename=\"" + id + ".csv\"")
        .build();
  }

  private static List<OutputColumn> output(StoredQuery query) {
    return query.columns().stream().map(ResultColumn::output).toList();
  }

  private StoredQuery finished(UUID id) {
    StoredQuery query = queries.require(callers.caller(), id);
    if (query.state() != QueryState.SUCCEEDED) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "The query is %s: only one that SUCCEEDED has a result.".formatted(query.state()));
    }
    if (query.expired()) {
      throw new ProblemException(
          ErrorCode.NOT_FOUND, "The result was deleted because of its age: run the query again.");
    }
    return query;
  }

  private static long offset(PageRequest request) {
    String after = request.after();
    try {
      return after == null ? 0 : Long.parseUnsignedLong(after);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT, "pageToken: this is no token of this list.", e);
    }
  }
}
