package io.tarn.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * The way to a server of HTTP 1.1, on which a test stops one request: before it arrives, or before
 * its answer does. Bytes pass unchanged.
 */
public final class Gate implements AutoCloseable {
  /** On which side of the server a request is stopped. */
  public enum Side {
    REQUEST,
    ANSWER
  }

  private static final int PATIENCE_SECONDS = 120;

  private final URI target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Stop> next = new AtomicReference<>();

  public Gate(URI target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Stops the next request whose method and path match. */
  public Stop stopNext(Side side, String methodAndPath) {
    Stop stop = new Stop(side, Pattern.compile(methodAndPath + ".*", Pattern.DOTALL));
    next.set(stop);
    return stop;
  }

  /** One request that is to be stopped. */
  public static final class Stop {
    private final Side side;
    private final Pattern pattern;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean dropped;

    private Stop(Side side, Pattern pattern) {
      this.side = side;
      this.pattern = pattern;
    }

    public void awaitReached() throws InterruptedException {
      assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s came", pattern).isTrue();
    }

    /** Lets it pass. */
    public void release() {
      released.countDown();
    }

    /** Cuts its connection off. */
    public void drop() {
      dropped = true;
      released.countDown();
    }

    private boolean passes() throws InterruptedException {
      reached.countDown();
      released.await();
      return !dropped;
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        open.add(client);
        open.add(server);
        Way way = new Way(client, server);
        Thread.ofVirtual().start(() -> way.pump(client, server, true));
        Thread.ofVirtual().start(() -> way.pump(server, client, false));
      } catch (IOException closed) {
        continue; // the client sees it: its connection is refused or cut off
      }
    }
  }

  /** One connection. */
  private final class Way {
    private final Socket client;
    private final Socket server;
    private volatile Stop answer;

    Way(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void pump(Socket from, Socket to, boolean requests) {
      byte[] buffer = new byte[1 << 16];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          if (requests ? !mayAsk(buffer, count) : !mayAnswer()) {
            return;
          }
          out.write(buffer, 0, count);
        }
      } catch (IOException gone) {
        return; // one side has ended the connection, and so does this
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        open.remove(client);
        open.remove(server);
      }
    }

    private boolean mayAsk(byte[] buffer, int count) throws InterruptedException {
      Stop stop = next.get();
      String head = new String(buffer, 0, Math.min(count, 2000), StandardCharsets.ISO_8859_1);
      if (stop == null
          || !stop.pattern.matcher(head).matches()
          || !next.compareAndSet(stop, null)) {
        return true;
      }
      if (stop.side == Side.ANSWER) {
        answer = stop;
        return true;
      }
      return stop.passes();
    }

    private boolean mayAnswer() throws InterruptedException {
      Stop stop = answer;
      answer = null;
      return stop == null || stop.passes();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
