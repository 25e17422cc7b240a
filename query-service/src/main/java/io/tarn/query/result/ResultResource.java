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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
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
  private static final String CSV = "text/csv";

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
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "getQueryResults",
      summary = "The answer, by pages",
      description =
          "Integers beyond ±(2^53−1), NaN and infinities are strings; decimals are strings with"
              + " their scale; times are ISO 8601; varbinary is base64. With Accept: text/csv the"
              + " whole answer comes as CSV.")
  @APIResponse(
      responseCode = "200",
      description = "A page of rows, or all of them as CSV.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResultPage.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
      })
  @APIResponse(responseCode = "404", description = "QUERY_NOT_FOUND, or the result has expired.")
  @APIResponse(responseCode = "409", description = "The query has no result, or not yet.")
  public Response results(
      @Parameter(description = "The query's id.") @PathParam("id") UUID id,
      @Parameter(description = "Rows a page, 1 to 1000; 100 if absent.") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextPageToken of the page before.") @QueryParam("pageToken")
          @Nullable String pageToken,
      @Context HttpHeaders headers)
      throws InterruptedException {
    StoredQuery query = finished(id);
    return prefersCsv(headers)
        ? csv(query)
        : Response.ok(page(query, PageRequest.of(limit, pageToken)), MediaType.APPLICATION_JSON)
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
            .build();
  }

  private ResultPage page(StoredQuery query, PageRequest request) throws InterruptedException {
    long offset = offset(request);
    List<List<@Nullable Object>> rows =
        results.rows(query.id(), output(query), offset, request.limit() + 1);
    Page<List<@Nullable Object>> page =
        Page.cut(rows, request, row -> Long.toString(offset + request.limit()));
    return new ResultPage(query.columns(), page.items(), page.nextPageToken());
  }

  private Response csv(StoredQuery query) {
    StreamingOutput body =
        out -> {
          try {
            results.csv(query.id(), output(query), out);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException();
          }
        };
    return Response.ok(body, CSV)
        .header("Content-Disposition", "attachment; filename=\"" + query.id() + ".csv\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  /** Whether CSV is the best of what is accepted; JSON is, where both are. */
  private static boolean prefersCsv(HttpHeaders headers) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (type.isCompatible(MediaType.valueOf(CSV))) {
        return true;
      }
    }
    return false;
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
