package io.tarn.rest.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That somebody did something, or was refused; fired as a CDI event.
 *
 * @param at when the outcome was known
 * @param requestId the id that the answer and the other log lines carry
 * @param principal the caller; null if nobody was recognised
 * @param role the caller's highest role
 * @param access what the action does
 * @param action the operation's id in the OpenAPI document, or the HTTP method where the request
 *     did not get as far
 * @param resource the path, without query
 * @param outcome how it ended
 * @param status the HTTP status; 0 if the client left before
 * @param details what the resource added: names and numbers, never secrets or values
 */
public record AuditEntry(
    Instant at,
    String requestId,
    @Nullable String principal,
    @Nullable String role,
    Access access,
    String action,
    String resource,
    Outcome outcome,
    int status,
    Map<String, Object> details) {

  public AuditEntry {
    details = Map.copyOf(details);
  }

  /** How a request ended. */
  public enum Outcome {
    /** It was done. */
    SUCCESS,
    /** The caller is not known, or may not. */
    DENIED,
    /** It cannot be done as asked. */
    REFUSED,
    /** Something of ours failed. */
    FAILED,
    /** The client left before it was answered; what it asked for may be done. */
    ABORTED;

    static Outcome of(int status) {
      return switch (status) {
        case 0 -> ABORTED;
        case 401, 403 -> DENIED;
        default -> status < 400 ? SUCCESS : status < 500 ? REFUSED : FAILED;
      };
    }
  }

  /** The entry's fields by their names in the log, in their order there. */
  Map<String, Object> fields(String service) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("log", "audit");
    fields.put("time", at.toString());
    fields.put("service", service);
    fields.put("requestId", requestId);
    if (principal != null) {
      fields.put("principal", principal);
    }
    if (role != null) {
      fields.put("role", role);
    }
    fields.put("access", access.label());
    fields.put("action", action);
    fields.put("resource", resource);
    fields.put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
    fields.put("status", status);
    if (!details.isEmpty()) {
      fields.put("details", new java.util.TreeMap<>(details));
    }
    return fields;
  }
}
