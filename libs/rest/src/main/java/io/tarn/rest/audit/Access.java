package io.tarn.rest.audit;

import java.util.Locale;

/** What a request does to the lake, for those who read the audit log. */
public enum Access {
  /** Data or definitions are read. */
  READ,
  /** Data or definitions are changed. */
  WRITE,
  /** Who may do what is changed. */
  GRANT;

  /** The name in the log, as {@code read}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
