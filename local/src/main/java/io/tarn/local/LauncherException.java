package io.tarn.local;

import org.jspecify.annotations.Nullable;

/** Why a command cannot do its work: one line that says what, where, and what to do. */
final class LauncherException extends RuntimeException {
  LauncherException(String message) {
    super(message);
  }

  LauncherException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
