package io.tarn.ingest.upload;

import io.smallrye.common.annotation.Blocking;
import io.tarn.ingest.csv.Compression;
import io.tarn.ingest.csv.Delimiter;
import io.tarn.ingest.csv.Encodings;
import io.tarn.ingest.csv.HeaderMode;
import io.tarn.ingest.load.FileFormat;
import io.tarn.ingest.load.Ledger;
import io.tarn.ingest.load.Load;
import io.tarn.ingest.load.LoadOptions;
import io.tarn.ingest.load.LoadView;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.rest.CallerContext;
import io.tarn.rest.Changes;
import io.tarn.rest.Prefer;
import io.tarn.rest.StreamedBody;
import io.tarn.rest.audit.AuditTrail;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Files in. */
@Path("/api/v1/databases/{database}/tables/{table}/files")
@Tag(name = "Ingest")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class UploadResource {
  private static final int MAX_KEY_CHARACTERS = 255;
  private static final int MAX_NAME_CHARACTERS = 1024;

  private final Uploads uploads;
  private final Ledger ledger;
  private final Changes changes;
  private final CallerContext callers;
  private final AuditTrail audit;

  UploadResource(
      Uploads uploads, Ledger ledger, Changes changes, CallerContext callers, AuditTrail audit) {
    this.audit = audit;
    this.uploads = uploads;
    this.ledger = ledger;
    this.changes = changes;
    this.callers = callers;
  }

  @POST
  @StreamedBody
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "uploadFile",
      summary = "Load a file into a table",
      description =
          "The body is the file. It is durable when the answer comes; it is checked and loaded"
              + " after that: GET /api/v1/loads/{id} tells what became of it. Database and table"
              + " appear with the first commit, all rows of the file at once or none: a file with a"
              + " bad row is rejected as a whole, with the places of what is wrong. Columns are"
              + " matched by name. A file that is appended may lack columns of the table, which are"
              + " NULL then, or bring new ones, which are added, but not both; Parquet types widen"
              + " the table's where every value is kept.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = "text/csv",
            schema =
                @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING),
            example = "id,name\n1,Ada\n2,Grace\n"),
        @Content(
            mediaType = "application/vnd.apache.parquet",
            schema =
                @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                    format = "binary")),
        @Content(
            mediaType = "application/octet-stream",
            schema =
                @Schema(
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                    format = "binary"))
      })
  @APIResponse(
      responseCode = "202",
      description = "The file is durable; the load goes on.",
      content = @Content(schema = @Schema(implementation = LoadView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The load has ended within the time that Prefer: wait gave.",
      content = @Content(schema = @Schema(implementation = LoadView.class)))
  @APIResponse(
      responseCode = "400",
      description = "BODY_EMPTY, DIGEST_MISMATCH, INVALID_ARGUMENT, INVALID_NAME")
  @APIResponse(responseCode = "409", description = "IDEMPOTENCY_CONFLICT")
  @APIResponse(responseCode = "413", description = "BODY_TOO_LARGE")
  @APIResponse(responseCode = "429", description = "TOO_MANY_REQUESTS")
  @APIResponse(responseCode = "503", description = "SERVICE_UNAVAILABLE")
  @APIResponse(responseCode = "507", description = "STORAGE_FULL")
  public Response upload(
      @Parameter(description = "Made with the first commit if absent.", example = "oulad")
          @PathParam("database")
          String database,
      @Parameter(description = "Made with the first commit if absent.", example = "studentinfo")
          @PathParam("table")
          String table,
      @Parameter(
              description =
                  "The file's name, for messages; its ending may tell the compression. The table's"
                      + " if absent.",
              example = "studentInfo.csv")
          @QueryParam("name")
          @Nullable String name,
      @Parameter(
              description = "Found out by the first bytes if absent.",
              schema = @Schema(enumeration = {"csv", "parquet"}))
          @QueryParam("format")
          @Nullable String format,
      @Parameter(
              description = "The CSV's delimiter, one character or tab; found out if absent.",
              example = ";")
          @QueryParam("delimiter")
          @Nullable String delimiter,
      @Parameter(
              description =
                  "The text's encoding, as MS949 (Korean) or UTF-16LE; by its byte order mark or"
                      + " UTF-8 if absent.",
              example = "MS949")
          @QueryParam("encoding")
          @Nullable String encoding,
      @Parameter(
              description = "Whether the first record names the columns; auto if absent.",
              schema = @Schema(enumeration = {"present", "absent", "auto", "true", "false"}))
          @QueryParam("header")
          @Nullable String header,
      @Parameter(
              description =
                  "Whether the rows are added to the table's, or replace all of them and the"
                      + " schema; append if absent.",
              schema = @Schema(enumeration = {"append", "overwrite"}))
          @QueryParam("mode")
          @Nullable String mode,
      @Parameter(
              description = "How the bytes are compressed; found out by them if absent.",
              schema = @Schema(enumeration = {"gzip", "zstd", "identity"}))
          @HeaderParam("Content-Encoding")
          @Nullable String contentEncoding,
      @Parameter(
              description = "The SHA-256 of the body as sent (RFC 9530); checked.",
              example = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")
          @HeaderParam("Content-Digest")
          @Nullable String contentDigest,
      @Parameter(
              description = "The same key and body give the first answer again.",
              example = "import-2026-01-31")
          @HeaderParam("Idempotency-Key")
          @Nullable String idempotencyKey,
      @Parameter(
              description = "Answer when the load has ended, if that is within so many seconds.",
              example = "wait=10")
          @HeaderParam("Prefer")
          @Nullable String prefer,
      InputStream body)
      throws IOException {
    TableName target = new TableName(database, table);
    String fileName = bounded("name", name == null ? target.table() : name, MAX_NAME_CHARACTERS);
    if (idempotencyKey != null) {
      bounded("Idempotency-Key", idempotencyKey, MAX_KEY_CHARACTERS);
    }
    Uploads.Announcement announced =
        new Uploads.Announcement(
            target,
            isOverwrite(mode),
            checked(new LoadOptions(format, contentEncoding, delimiter, encoding, header)),
            fileName,
            ContentDigest.sha256(contentDigest),
            idempotencyKey);
    Load load = uploads.receive(callers.caller(), announced, body);
    audit.note("loadId", load.id().toString());
    Duration wait = Prefer.wait(prefer);
    Load seen =
        wait.isZero()
            ? load
            : changes.until(() -> ledger.require(load.id()), Load::isSettled, wait);
    Response.ResponseBuilder answer = seen.isSettled() ? Response.ok() : Response.accepted();
    if (!wait.isZero()) {
      answer.header("Preference-Applied", "wait=" + wait.toSeconds());
    }
    return answer
        .location(URI.create("/api/v1/loads/" + load.id()))
        .entity(LoadView.of(seen))
        .build();
  }

  /** The same options, if each can be understood. */
  private static LoadOptions checked(LoadOptions options) {
    if (options.format() != null) {
      FileFormat.fromString(options.format());
    }
    if (options.contentEncoding() != null) {
      Compression.fromString(options.contentEncoding());
    }
    if (options.delimiter() != null) {
      Delimiter.fromString(options.delimiter());
    }
    if (options.encoding() != null) {
      Encodings.named(options.encoding());
    }
    if (options.header() != null) {
      HeaderMode.fromString(options.header());
    }
    return options;
  }

  private static boolean isOverwrite(@Nullable String mode) {
    return switch (mode == null ? "append" : mode.toLowerCase(Locale.ROOT)) {
      case "append" -> false;
      case "overwrite" -> true;
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT, "mode: '" + mode + "' is neither append nor overwrite.");
    };
  }

  private static String bounded(String what, String value, int maxCharacters) {
    if (value.isBlank() || value.length() > maxCharacters) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: must have 1 to %d characters.".formatted(what, maxCharacters));
    }
    return value;
  }
}
