package io.tarn.query.result;

import io.smallrye.common.annotation.Blocking;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.query.execution.Queries;
import io.tarn.query.execution.QueryState;
import io.tarn.query.execution.ResultColumn;
import io.tarn.query.execution.StoredQuery;
import io.tarn.query.lake.Results;
import io.tarn.query.result.ResultResource.ResultPage;
import io.tarn.rest.CallerContext;
import io.tarn.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The first rows of a table: a query like any other, for those who may only read. */
@Path("/api/v1/databases/{database}/tables/{table}/preview")
@Tag(name = "Catalog")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PreviewResource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Queries queries;
  private final Results results;
  private final CallerContext callers;

  PreviewResource(Queries queries, Results results, CallerContext callers) {
    this.queries = queries;
    this.results = results;
    this.callers = callers;
  }

  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "previewTable",
      summary = "The first rows of a table",
      description =
          "Rows of the newest snapshot, with values as in a query's results. Needs no right to query.")
  @APIResponse(responseCode = "200", description = "The rows, in no particular order.")
  @APIResponse(responseCode = "400", description = "INVALID_ARGUMENT: the limit.")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND")
  @APIResponse(responseCode = "503", description = "The rows could not be read in time.")
  public ResultPage preview(
      @Parameter(description = "The database, in any case", example = "oulad")
          @PathParam("database")
          String database,
      @Parameter(description = "The table, in any case", example = "courses") @PathParam("table")
          String table,
      @Parameter(description = "Rows, 1 to 1000; 100 if absent.") @QueryParam("limit")
          @Nullable Integer limit)
      throws InterruptedException {
    TableName name = new TableName(database, table);
    int rows = PageRequest.of(limit, null).limit();
    StoredQuery query = run(name, rows);
    if (query.state() != QueryState.SUCCEEDED) {
      throw new ProblemException(
          ErrorCode.SERVICE_UNAVAILABLE,
          "The first rows could not be read in time: query " + query.id() + ".");
    }
    return new ResultPage(
        query.columns(),
        results.rows(
            query.id(),
            query.attempts(),
            query.columns().stream().map(ResultColumn::output).toList(),
            0,
            rows),
        null);
  }

  private StoredQuery run(TableName name, int rows) {
    try {
      return queries.run(
          callers.caller(),
          "SELECT * FROM \"%s\".\"%s\" LIMIT %d".formatted(name.database(), name.table(), rows),
          name.database(),
          PATIENCE);
    } catch (ProblemException e) {
      if (e.code() == ErrorCode.TABLE_NOT_FOUND || e.code() == ErrorCode.SCHEMA_NOT_FOUND) {
        throw new ProblemException(ErrorCode.TABLE_NOT_FOUND, "There is no table " + name + ".", e);
      }
      throw e;
    }
  }
}
