package io.tarn.local;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what libraries in this process log, from INFO up, to a file instead of the terminal. */
final class LauncherLog extends Handler {
  private static final String FORMAT = "%1$tFT%1$tT.%1$tL %4$s [%2$s] %5$s%6$s";

  private final RollingLog log;
  private final SimpleFormatter formatter;

  private LauncherLog(RollingLog log) {
    this.log = log;
    System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
    this.formatter = new SimpleFormatter();
  }

  static void to(RollingLog log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new LauncherLog(log));
  }

  @Override
  public void publish(LogRecord record) {
    log.accept(formatter.format(record));
  }

  @Override
  public void flush() {
    // lines are written as they come
  }

  @Override
  public void close() {
    log.close();
  }
}
