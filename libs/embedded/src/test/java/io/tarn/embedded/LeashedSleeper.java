package io.tarn.embedded;

import io.tarn.embedded.LeashedProcess.Signal;
import java.nio.file.Path;
import java.util.List;

/** A program that starts a child on a leash, says its process id, and waits for ever. */
final class LeashedSleeper {
  private LeashedSleeper() {}

  public static void main(String[] arguments) throws Exception {
    LeashedProcess child =
        LeashedProcess.start(
            List.of("sleep", "600"), Path.of("/"), variables -> {}, Signal.KILL, line -> {});
    System.out.println(child.pid());
    System.in.read();
    Thread.currentThread().join();
  }
}
