package io.tarn.rest.audit;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.tarn.kernel.Role;
import io.tarn.rest.EventStreams;
import io.tarn.rest.RequestIds;
import io.tarn.rest.RequestLog;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Fires an {@link AuditEntry} for each request of the main port that reached an operation with a
 * known caller, and for each that was denied. A stream of events is entered when it opens. What the
 * gateway hands on is entered by the service that does it.
 */
@ApplicationScoped
public class AuditTrail {
  /** After the request's id is known (10,000), before authentication (200). */
  private static final int EARLY = 9_998;

  private static final String KEY = "tarn.audit";

  private final Event<AuditEntry> entries;
  private final CurrentVertxRequest current;
  private final Map<Method, Action> actions = new ConcurrentHashMap<>();

  AuditTrail(Event<AuditEntry> entries, CurrentVertxRequest current) {
    this.entries = entries;
    this.current = current;
  }

  /** The name and kind of what a resource's method does. */
  private record Action(String name, @Nullable Access access) {}

  /** What is known of a request so far. */
  private static final class Draft {
    private final String requestId;
    private final Map<String, Object> details = new TreeMap<>();
    private @Nullable String action;
    private @Nullable Access access;
    private boolean written;

    Draft(String requestId) {
      this.requestId = requestId;
    }
  }

  /**
   * Adds to the entry of the present request; without a request nothing happens.
   *
   * @param value text or a number: a name, an id or a hash, never a secret or a value of the data
   */
  public void note(String name, Object value) {
    Draft draft = draft();
    if (draft != null) {
      synchronized (draft) {
        draft.details.put(name, value);
      }
    }
  }

  /** Says what the present request does, where that is known only from its content. */
  public void access(Access access) {
    Draft draft = draft();
    if (draft != null) {
      synchronized (draft) {
        draft.access = access;
      }
    }
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, EARLY);
  }

  @ServerRequestFilter
  void operation(ResourceInfo resource) {
    Draft draft = draft();
    if (draft != null) {
      Action action = actions.computeIfAbsent(resource.getResourceMethod(), AuditTrail::action);
      synchronized (draft) {
        draft.action = action.name();
        draft.access = action.access();
      }
    }
  }

  private @Nullable Draft draft() {
    if (!Arc.container().requestContext().isActive()) {
      return null;
    }
    RoutingContext context = current.getCurrent();
    return context == null ? null : context.get(KEY);
  }

  private void enter(RoutingContext context) {
    Draft draft = new Draft(RequestIds.current());
    context.put(KEY, draft);
    context.addHeadersEndHandler(
        headers -> {
          if (EventStreams.isEventStream(context)) {
            write(context, draft);
          }
        });
    context.addEndHandler(end -> write(context, draft));
    context.next();
  }

  private void write(RoutingContext context, Draft draft) {
    AuditEntry entry;
    synchronized (draft) {
      if (draft.written) {
        return;
      }
      entry = entry(context, draft);
      boolean denied = entry.outcome() == AuditEntry.Outcome.DENIED;
      boolean known = draft.action != null && entry.principal() != null;
      if (!denied && !known) {
        return;
      }
      draft.written = true;
    }
    RequestIds.run(draft.requestId, () -> entries.fire(entry));
  }

  private static AuditEntry entry(RoutingContext context, Draft draft) {
    int status = context.response().headWritten() ? context.response().getStatusCode() : 0;
    HttpMethod method = context.request().method();
    boolean safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    SecurityIdentity identity = identity(context);
    Object named = context.get(RequestLog.PRINCIPAL);
    return new AuditEntry(
        Instant.now(),
        draft.requestId,
        named != null
            ? named.toString()
            : identity == null ? null : identity.getPrincipal().getName(),
        identity == null ? null : role(identity),
        draft.access != null ? draft.access : safe ? Access.READ : Access.WRITE,
        draft.action != null ? draft.action : method.name(),
        Objects.requireNonNullElse(context.request().path(), ""),
        AuditEntry.Outcome.of(status),
        status,
        draft.details);
  }

  private static @Nullable SecurityIdentity identity(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
            && !user.getSecurityIdentity().isAnonymous()
        ? user.getSecurityIdentity()
        : null;
  }

  private static @Nullable String role(SecurityIdentity identity) {
    return Arrays.stream(Role.values())
        .filter(role -> identity.hasRole(role.label()))
        .max(Comparator.naturalOrder())
        .map(Role::label)
        .orElse(null);
  }

  private static Action action(Method method) {
    Operation operation = method.getAnnotation(Operation.class);
    Audited audited = method.getAnnotation(Audited.class);
    if (audited == null) {
      audited = method.getDeclaringClass().getAnnotation(Audited.class);
    }
    return new Action(
        operation == null || operation.operationId().isEmpty()
            ? method.getName()
            : operation.operationId(),
        audited == null ? null : audited.value());
  }
}
