package io.tarn.catalog.commits;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The stream of commits. */
@Path("/api/v1/commits")
@Tag(name = "Catalog")
public class CommitEventsResource {
  private final CommitLog log;
  private final CommitSignal signal;
  private final Semaphore streams;

  CommitEventsResource(CommitLog log, CommitSignal signal, CommitsConfig config) {
    this.log = log;
    this.signal = signal;
    this.streams = new Semaphore(config.maxStreams());
  }

  @GET
  @Path("/events")
  @RolesAllowed(Role.VIEWER_NAME)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followCommits",
      summary = "Follow the commits to all tables",
      description =
          """
          Server-Sent Events. The first is `position`, or `reset` if the log no longer goes back to \
          `Last-Event-ID`: then whatever was cached has to be read anew. Each `commit` follows in \
          the order of the log, once; the id of an event, sent back as `Last-Event-ID`, goes on \
          after it. Without that header the stream begins now. A comment comes every 15 seconds \
          when nothing else does.""")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = CommitEvent.class)))
  @APIResponse(responseCode = "429", description = "Too many streams are open")
  public void events(
      @Parameter(description = "The id of the last event that was read", example = "42")
          @HeaderParam("Last-Event-ID")
          @Nullable String lastEventId,
      @Context SseEventSink sink,
      @Context Sse sse) {
    long position =
        lastEventId == null || lastEventId.isBlank()
            ? log.bounds().newest()
            : CommitEvent.sequence(lastEventId);
    if (!streams.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS, "Too many event streams are open: try again in a moment.");
    }
    CommitStream stream = new CommitStream(log, signal, sink, sse, position);
    Thread.ofVirtual()
        .name("commit-stream")
        .start(
            () -> {
              try {
                stream.run();
              } finally {
                streams.release();
              }
            });
  }
}
