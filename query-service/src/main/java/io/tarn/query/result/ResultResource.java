package io.tarn.query.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.smallrye.common.annotation.Blocking;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.query.execution.Queries;
import io.tarn.query.execution.QueryState;
import io.tarn.query.execution.ResultColumn;
import io.tarn.query.execution.StoredQuery;
import io.tarn.query.lake.ResultForm;
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
import java.io.InterruptedIOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String PARQUET = "application/vnd.apache.parquet";
  private static final List<MediaType> FORMS =
      Stream.of(MediaType.APPLICATION_JSON, CSV, ARROW, PARQUET).map(MediaType::valueOf).toList();

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
          @JsonSerialize(using = PlainValues.class)
          List<List<@Nullable Object>> rows,
      @Schema(description = "For the next page; absent on the last.")
          @Nullable String nextPageToken) {}

  @GET
  @Produces({MediaType.APPLICATION_JSON, CSV, ARROW, PARQUET})
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "getQueryResults",
      summary = "The answer: JSON by pages, or all of it as CSV, Arrow or Parquet",
      description =
          "JSON, which is also what comes without Accept, has a page of rows. Integers beyond"
              + " ±(2^53−1), NaN and infinities are strings; decimals are strings with their scale;"
              + " dates and times are ISO 8601, timestamps with a zone RFC 9557; varbinary is"
              + " base64; arrays and rows are lists, maps are objects. The other forms have all"
              + " rows; in Arrow and Parquet a column name that occurred before gets a number.")
  @APIResponse(
      responseCode = "200",
      description = "A page of rows, or all rows.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResultPage.class)),
        @Content(
            mediaType = CSV,
            schema = @Schema(type = SchemaType.STRING),
            example = "code_module,registrations\r\nAAA,748\r\n"),
        @Content(mediaType = ARROW, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = PARQUET, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(responseCode = "400", description = "INVALID_ARGUMENT: the limit or the token.")
  @APIResponse(responseCode = "404", description = "QUERY_NOT_FOUND, or the result is too old.")
  @APIResponse(responseCode = "406", description = "NOT_ACCEPTABLE: none of these forms.")
  @APIResponse(responseCode = "409", description = "The query has no result, or not yet.")
  public Response results(
      @Parameter(description = "The query's id.") @PathParam("id") UUID id,
      @Parameter(description = "JSON only: rows a page, 1 to 1000; 100 if absent.")
          @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "JSON only: nextPageToken of the page before.")
          @QueryParam("pageToken")
          @Nullable String pageToken,
      @Context HttpHeaders headers)
      throws InterruptedException {
    PageRequest request = PageRequest.of(limit, pageToken);
    long offset = offset(request);
    StoredQuery query = finished(id);
    return switch (accepted(headers.getAcceptableMediaTypes())) {
      case CSV -> whole(query, ResultForm.CSV, CSV + ";charset=UTF-8", "csv");
      case ARROW -> whole(query, ResultForm.ARROW, ARROW, "arrows");
      case PARQUET -> whole(query, ResultForm.PARQUET, PARQUET, "parquet");
      default ->
          Response.ok(page(query, request, offset), MediaType.APPLICATION_JSON)
              .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
              .build();
    };
  }

  /** The first of the accepted types, in the client's order, that can be given. */
  private static String accepted(List<MediaType> types) {
    for (MediaType type : types) {
      for (MediaType form : FORMS) {
        if (type.isCompatible(form)) {
          return form.toString();
        }
      }
    }
    throw new ProblemException(ErrorCode.NOT_ACCEPTABLE, "A result can be given as " + FORMS + ".");
  }

  private ResultPage page(StoredQuery query, PageRequest request, long offset)
      throws InterruptedException {
    List<List<@Nullable Object>> rows =
        results.rows(query.id(), query.attempts(), output(query), offset, request.limit() + 1);
    Page<List<@Nullable Object>> page =
        Page.cut(rows, request, row -> Long.toString(offset + request.limit()));
    return new ResultPage(query.columns(), page.items(), page.nextPageToken());
  }

  private Response whole(StoredQuery query, ResultForm form, String type, String extension) {
    StreamingOutput body =
        out -> {
          try {
            results.write(query.id(), query.attempts(), output(query), form, out);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
        };
    return Response.ok(body, type)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + query.id() + "." + extension + "\"")
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
