package io.tarn.catalog.commits;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps the log of commits within its bounds. Any number of replicas may do so at once. */
@ApplicationScoped
public class LogRetention {
  private static final Logger LOG = Logger.getLogger(LogRetention.class);

  private final CommitLog log;
  private final CommitsConfig config;

  LogRetention(CommitLog log, CommitsConfig config) {
    this.log = log;
    this.config = config;
  }

  @Scheduled(
      every = "30m",
      delayed = "5m",
      concurrentExecution = ConcurrentExecution.SKIP,
      identity = "commit-log-retention")
  void trim() {
    int removed = log.trim(config.keptEntries(), config.keptLoads());
    LOG.debugf("%d rows of the commit log are beyond its bounds and were removed", removed);
  }
}
