package io.tarn.catalog.commits;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One client's stream: reads the log from where the client stands, a page at a time, and sends the
 * next event only when the one before is gone, so that a slow client costs no memory.
 */
final class CommitStream implements Runnable {
  private static final Logger LOG = Logger.getLogger(CommitStream.class);
  private static final int PAGE = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration SEND_LIMIT = Duration.ofSeconds(30);

  private final CommitLog log;
  private final CommitSignal signal;
  private final SseEventSink sink;
  private final Sse sse;
  private long position;

  CommitStream(CommitLog log, CommitSignal signal, SseEventSink sink, Sse sse, long position) {
    this.log = log;
    this.signal = signal;
    this.sink = sink;
    this.sse = sse;
    this.position = position;
  }

  @Override
  public void run() {
    try (sink) {
      tellPosition();
      while (!sink.isClosed() && !signal.isClosed()) {
        long seen = signal.current();
        List<Commit> page = log.after(position, PAGE);
        for (Commit commit : page) {
          send(event("commit", commit.sequence(), CommitEvent.of(commit)));
          position = commit.sequence();
        }
        if (page.isEmpty() && !signal.awaitChange(seen, HEARTBEAT)) {
          send(sse.newEventBuilder().comment("alive").build());
        }
      }
    } catch (InterruptedException | TimeoutException | CancellationException e) {
      LOG.debug("A stream of commits ended: its client does not read", e);
    } catch (ExecutionException e) {
      LOG.debug("A stream of commits ended: its client is gone", e);
    } catch (RuntimeException e) {
      LOG.error("A stream of commits broke off; its client will come again", e);
    }
  }

  /** Says where the stream begins, or that the log no longer goes back to where the client was. */
  private void tellPosition() throws InterruptedException, ExecutionException, TimeoutException {
    CommitLog.Bounds bounds = log.bounds();
    boolean lost = position + 1 < bounds.oldest() || position > bounds.newest();
    if (lost) {
      position = bounds.newest();
    }
    send(event(lost ? "reset" : "position", position, Map.of("sequence", position)));
  }

  private OutboundSseEvent event(String name, long id, Object data) {
    return sse.newEventBuilder()
        .name(name)
        .id(Long.toString(id))
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(data)
        .build();
  }

  private void send(OutboundSseEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    sink.send(event).toCompletableFuture().get(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
