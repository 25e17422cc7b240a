package io.tarn.catalog.commits;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Wakes those who follow the log when something was committed, by any replica: {@code LISTEN} on a
 * connection of its own. While PostgreSQL cannot be reached the followers are woken every few
 * seconds instead, and find out for themselves. Thread-safe.
 */
@ApplicationScoped
public class CommitSignal {
  private static final Logger LOG = Logger.getLogger(CommitSignal.class);
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final DataSource database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;
  private volatile boolean closed;
  private volatile @Nullable Thread listener;

  CommitSignal(DataSource database) {
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    listener = Thread.ofPlatform().name("commit-listener").daemon().start(this::listen);
  }

  void stop(@Observes ShutdownEvent event) {
    closed = true;
    wake();
    Thread running = listener;
    if (running != null) {
      running.interrupt();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** A number that changes with each commit: to be read before the log, and waited on after. */
  long current() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the number is another, or the time is over, or the service ends.
   *
   * @return whether the number is another
   */
  boolean awaitChange(long seen, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (count == seen && nanos > 0 && !closed) {
        nanos = changed.awaitNanos(nanos);
      }
      return count != seen;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + CommitLog.CHANNEL);
        wake();
        follow(connection.unwrap(PGConnection.class));
        statement.execute("UNLISTEN *");
      } catch (SQLException e) {
        if (!closed) {
          LOG.warnf("Commits cannot be followed, next try in %s: %s", WAIT, e.getMessage());
          rest();
        }
      }
    }
  }

  private void follow(PGConnection connection) throws SQLException {
    while (!closed) {
      var notifications = connection.getNotifications((int) WAIT.toMillis());
      if (notifications != null && notifications.length > 0) {
        wake();
      }
    }
  }

  private void rest() {
    try {
      awaitChange(current(), WAIT);
    } catch (InterruptedException e) {
      LOG.debug("The wait for PostgreSQL ends with the service", e);
    }
    wake();
  }
}
