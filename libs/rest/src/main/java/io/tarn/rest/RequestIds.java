package io.tarn.rest;

import io.tarn.kernel.Ids;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The ids that tie a request's answer, its log lines and the requests it causes in other services
 * together: {@code X-Request-Id}, or a new UUIDv7.
 */
public final class RequestIds {
  public static final String HEADER = "X-Request-Id";

  static final String MDC_KEY = "requestId";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestIds() {}

  /**
   * The id of the request, or piece of background work, that this thread works for; a new one,
   * which stays current, if there is none.
   */
  public static String current() {
    Object id = MDC.get(MDC_KEY);
    return id == null ? enter(null) : id.toString();
  }

  /**
   * Makes the proposed id current if it is well formed, else a new one. Returns what is current.
   */
  static String enter(@Nullable String proposed) {
    String id =
        proposed != null && ALLOWED.matcher(proposed).matches() ? proposed : Ids.next().toString();
    MDC.put(MDC_KEY, id);
    return id;
  }

  /**
   * Runs background work under an id, so that its log lines and its calls to other services carry
   * it.
   *
   * @param id the id to carry, or null for a new one
   */
  public static void run(@Nullable String id, Runnable work) {
    var _ =
        supply(
            id,
            () -> {
              work.run();
              return true;
            });
  }

  /** The same for work that gives a value. */
  public static <T> T supply(@Nullable String id, Supplier<T> work) {
    Object before = MDC.get(MDC_KEY);
    enter(id);
    try {
      return work.get();
    } finally {
      if (before == null) {
        MDC.remove(MDC_KEY);
      } else {
        MDC.put(MDC_KEY, before);
      }
    }
  }
}
