package io.tarn.query.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.query.lake.QueryConfig;
import io.tarn.rest.CallerContext;
import io.tarn.rest.Changes;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import io.tarn.rest.Prefer;
import io.tarn.rest.StateEvents;
import io.tarn.rest.audit.Access;
import io.tarn.rest.audit.AuditTrail;
import io.tarn.rest.audit.Audited;
import io.tarn.sql.StatementType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Queries: ask, follow, stop. */
@Path("/api/v1/queries")
@Tag(name = "Query")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class QueryResource {
  private final Queries queries;
  private final QueryStore store;
  private final Changes changes;
  private final CallerContext callers;
  private final QueryConfig config;
  private final AuditTrail audit;

  QueryResource(
      Queries queries,
      QueryStore store,
      Changes changes,
      CallerContext callers,
      QueryConfig config,
      AuditTrail audit) {
    this.audit = audit;
    this.queries = queries;
    this.store = store;
    this.changes = changes;
    this.callers = callers;
    this.config = config;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "startQuery",
      summary = "Run a statement",
      description =
          "What is wrong with the statement is told at once, with Trino's error name, line and"
              + " column. A statement that is accepted reads the snapshots of this moment.")
  @APIResponse(
      responseCode = "202",
      description = "Accepted.",
      content = @Content(schema = @Schema(implementation = QueryView.class)))
  @APIResponse(
      responseCode = "200",
      description = "Ended within the time that Prefer: wait gave.",
      content = @Content(schema = @Schema(implementation = QueryView.class)))
  @APIResponse(
      responseCode = "400",
      description =
          "SYNTAX_ERROR, TABLE_NOT_FOUND, COLUMN_NOT_FOUND, NOT_SUPPORTED, …: Trino's error name,"
              + " with the place in errors[]. Nothing was queued.")
  @APIResponse(responseCode = "403", description = "The statement needs another role.")
  @APIResponse(responseCode = "404", description = "WORK_GROUP_NOT_FOUND")
  @APIResponse(
      responseCode = "409",
      description = "IDEMPOTENCY_CONFLICT: the key was used for another statement.")
  @APIResponse(responseCode = "429", description = "Too many queries wait.")
  public Response start(
      QueryRequest request,
      @Parameter(description = "The same key and statement give the same query again.")
          @HeaderParam("Idempotency-Key")
          @Nullable String idempotencyKey,
      @Parameter(description = "wait=<seconds>: answer when the query has ended, if that is soon.")
          @HeaderParam("Prefer")
          @Nullable String prefer) {
    Duration wait = Prefer.wait(prefer);
    audit.note("sqlSha256", request.sqlSha256());
    StoredQuery started = queries.start(callers.caller(), request.asked(idempotencyKey));
    audit.note("queryId", started.id().toString());
    audit.note("statement", started.statementType().name());
    audit.note("tables", List.copyOf(started.snapshots().keySet()));
    audit.access(
        started.statementType() == StatementType.DDL || request.changesRows()
            ? Access.WRITE
            : Access.READ);
    StoredQuery seen = queries.await(started, wait);
    Response.ResponseBuilder answer = seen.state().isFinal() ? Response.ok() : Response.accepted();
    if (!wait.isZero()) {
      answer.header("Preference-Applied", "wait=" + wait.toSeconds());
    }
    return answer
        .location(URI.create("/api/v1/queries/" + seen.id()))
        .entity(QueryView.of(seen))
        .build();
  }

  @GET
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "listQueries",
      summary = "The history of queries, newest first",
      description = "The caller's own; an administrator sees all. Kept for 45 days.")
  @APIResponse(responseCode = "200", description = "A page of queries.")
  @APIResponse(
      responseCode = "400",
      description = "INVALID_ARGUMENT: the state, the limit or the token.")
  public Page<QueryView> list(
      @Parameter(description = "Only in this state.", example = "RUNNING") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Items a page, 1 to 1000; 100 if absent.") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextPageToken of the page before.") @QueryParam("pageToken")
          @Nullable String pageToken) {
    Caller caller = callers.caller();
    PageRequest request = PageRequest.of(limit, pageToken);
    String principal = caller.role().includes(Role.ADMIN) ? null : caller.principal();
    List<StoredQuery> rows =
        store.list(
            principal, state == null ? null : state(state), before(request), request.limit() + 1);
    return Page.cut(rows, request, query -> query.id().toString()).map(QueryView::of);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "getQuery",
      summary = "One query",
      description = "Its state, cost, snapshots and, at its end, its columns or its error.")
  @APIResponse(responseCode = "200", description = "The query as it stands.")
  @APIResponse(responseCode = "404", description = "QUERY_NOT_FOUND")
  public QueryView one(@Parameter(description = "The query's id.") @PathParam("id") UUID id) {
    return QueryView.of(queries.require(callers.caller(), id));
  }

  @GET
  @Path("{id}/events")
  @RolesAllowed(Role.ANALYST_NAME)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "followQuery",
      summary = "The query's changes as Server-Sent Events",
      description = "Begins with the query as it stands and ends with its final state.")
  @APIResponse(
      responseCode = "200",
      description = "The stream; the data of each event is the query.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = QueryView.class)))
  @APIResponse(responseCode = "404", description = "QUERY_NOT_FOUND")
  public Multi<QueryView> events(
      @Parameter(description = "The query's id.") @PathParam("id") UUID id) {
    StoredQuery present = queries.require(callers.caller(), id);
    return StateEvents.of(
            changes, () -> store.find(id).orElse(present), query -> query.state().isFinal())
        .map(QueryView::of);
  }

  @POST
  @Path("{id}/cancel")
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "cancelQuery",
      summary = "Stop a query",
      description =
          "One that waits ends at once, one that runs soon; one that has ended stays as it is.")
  @APIResponse(
      responseCode = "202",
      description = "The query as it stands; it ends soon.",
      content = @Content(schema = @Schema(implementation = QueryView.class)))
  @APIResponse(responseCode = "404", description = "QUERY_NOT_FOUND")
  public Response cancel(@Parameter(description = "The query's id.") @PathParam("id") UUID id) {
    return Response.accepted(QueryView.of(queries.cancel(callers.caller(), id))).build();
  }

  @POST
  @Audited(Access.READ)
  @Path("estimate")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Role.ANALYST_NAME)
  @Operation(
      operationId = "estimateQuery",
      summary = "What a statement would read; nothing runs",
      description =
          "Tables, snapshots, files and bytes, which are an upper bound: the sizes of the tables'"
              + " files. What a query would refuse is refused here in the same way.")
  @APIResponse(responseCode = "200", description = "The estimate.")
  @APIResponse(responseCode = "400", description = "As for startQuery.")
  @APIResponse(responseCode = "403", description = "The statement needs another role.")
  public Estimate estimate(QueryRequest request) {
    QueryPlan plan = queries.plan(callers.caller(), request.asked(null));
    List<Estimate.Table> tables = plan.tables().stream().map(QueryResource::table).toList();
    long bytes = tables.stream().mapToLong(Estimate.Table::bytes).sum();
    long billed = Billing.billedBytes(bytes);
    return new Estimate(
        tables,
        tables.stream().mapToInt(Estimate.Table::files).sum(),
        bytes,
        billed,
        Billing.price(billed, config.pricePerTerabyte()).toPlainString());
  }

  private static Estimate.Table table(TableSnapshot table) {
    Long snapshot = table.snapshotId();
    return new Estimate.Table(
        table.name().database(),
        table.name().table(),
        snapshot == null ? null : snapshot.toString(),
        table.files().size(),
        table.bytes());
  }

  /** What a statement would read. */
  @Schema(name = "Estimate")
  record Estimate(
      List<Table> tables,
      int files,
      long bytes,
      long billedBytes,
      @Schema(description = "US dollars at the configured price of a terabyte.") String price) {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EstimatedTable")
    record Table(
        String database, String table, @Nullable String snapshotId, int files, long bytes) {}
  }

  private static QueryState state(String text) {
    for (QueryState state : QueryState.values()) {
      if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new ProblemException(
        ErrorCode.INVALID_ARGUMENT, "state: '" + text + "' is no state of a query.");
  }

  private static @Nullable UUID before(PageRequest request) {
    String after = request.after();
    try {
      return after == null ? null : UUID.fromString(after);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT, "pageToken: this is no token of this list.", e);
    }
  }
}
