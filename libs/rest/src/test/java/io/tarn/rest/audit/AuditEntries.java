package io.tarn.rest.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the application in test entered into its audit log. */
@ApplicationScoped
public class AuditEntries {
  private final Queue<AuditEntry> entries = new ConcurrentLinkedQueue<>();

  void add(@Observes AuditEntry entry) {
    entries.add(entry);
  }

  /** The entries of one request. */
  List<AuditEntry> of(String requestId) {
    return entries.stream().filter(entry -> entry.requestId().equals(requestId)).toList();
  }
}
