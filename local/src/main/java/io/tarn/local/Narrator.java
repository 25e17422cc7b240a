package io.tarn.local;

import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the person at the terminal what happens to the parts of a lake: a line for each part that
 * gets ready at the start, later a line with the time for each trouble and its end. Thread-safe.
 */
final class Narrator {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final Instant begun = Instant.now();
  private final Map<String, Condition> told = new HashMap<>();
  private boolean running;
  private boolean stopping;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** How long ago this began. */
  Duration elapsed() {
    return Duration.between(begun, Instant.now());
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  synchronized void warn(String line) {
    say(clock() + "  " + line);
  }

  /** The start has ended well: from now on each change is told with its time. */
  synchronized void running() {
    running = true;
  }

  synchronized void stopping() {
    stopping = true;
  }

  synchronized void changed(Part part) {
    Condition before = told.put(part.name(), part.condition());
    if (stopping || part.condition() == before && part.condition() != Condition.RESTARTING) {
      return;
    }
    switch (part.condition()) {
      case READY -> ready(part);
      case UNREADY -> warn("%s is not ready: %s".formatted(part.name(), part.detail()));
      case RESTARTING -> warn("%s: %s".formatted(part.name(), part.detail()));
      case STARTING -> out.flush();
      case STOPPED -> {
        if (part.detail() != null) {
          warn("%s: %s".formatted(part.name(), part.detail()));
        }
      }
    }
  }

  private void ready(Part part) {
    if (running) {
      warn(part.name() + " is ready again");
    } else {
      say("  %-16s ready   %6s".formatted(part.name(), Text.of(elapsed())));
    }
  }

  private static String clock() {
    return LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
  }
}
