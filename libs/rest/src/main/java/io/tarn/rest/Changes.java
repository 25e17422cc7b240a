package io.tarn.rest;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Wakes those in this process who wait for stored state to change. Changes by other replicas are
 * not heard, so that every wait is short and looks again. Thread-safe.
 */
public final class Changes {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long version;

  /**
   * What to give to {@link #await}; taken before the state is read, so that no change is missed.
   */
  public long version() {
    lock.lock();
    try {
      return version;
    } finally {
      lock.unlock();
    }
  }

  /** Tells that something changed. */
  public void signal() {
    lock.lock();
    try {
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there was a change after the version, but not longer than this. */
  public void await(long seen, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (version == seen && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads until the state is as wanted or the time is over; returns what was read last. An
   * interruption ends the wait and stays noted.
   */
  public <T> T until(Supplier<T> read, Predicate<T> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = version();
      T state = read.get();
      long left = deadline - System.nanoTime();
      if (wanted.test(state) || left <= 0) {
        return state;
      }
      try {
        await(seen, Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return state;
      }
    }
  }
}
