package io.tarn.support;

import java.util.concurrent.CompletableFuture;

/** Waits for the end of a server: by SIGTERM, or by itself. */
final class Termination {
  private Termination() {}

  /**
   * Returns when the server is closed after SIGTERM.
   *
   * @param ended completes when the server ends by itself
   * @param close ends it in order
   * @throws SupportException if it ended by itself
   */
  static void await(CompletableFuture<?> ended, AutoCloseable close) throws Exception {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("termination")
                .unstarted(
                    () -> {
                      asked.complete(true);
                      closed.join();
                    }));
    CompletableFuture.anyOf(asked, ended).join();
    try {
      close.close();
    } finally {
      closed.complete(true);
    }
    if (!asked.isDone()) {
      throw new SupportException("The server has ended: what it said last is above.");
    }
  }
}
