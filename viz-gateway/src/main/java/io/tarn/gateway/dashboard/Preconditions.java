package io.tarn.gateway.dashboard;

import org.jspecify.annotations.Nullable;

/** Entity tags in conditions (RFC 9110, section 13.1). */
final class Preconditions {
  private Preconditions() {}

  /** Whether a condition's list names the tag, or is {@code *}; false if there is none. */
  static boolean matches(@Nullable String condition, String etag) {
    if (condition == null) {
      return false;
    }
    for (String part : condition.split(",", -1)) {
      String tag = part.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }
}
