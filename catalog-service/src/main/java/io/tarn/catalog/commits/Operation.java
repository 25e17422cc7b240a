package io.tarn.catalog.commits;

import java.util.Locale;

/** What a commit did to its table. */
public enum Operation {
  /** The table was made, or registered. */
  CREATE,
  /** Rows were added. */
  APPEND,
  /** Rows were replaced. */
  OVERWRITE,
  /** Rows were removed. */
  DELETE,
  /** The same rows stand in other files. */
  REPLACE,
  /** Schema, properties, comments or the choice of the current snapshot changed. */
  ALTER,
  /** The table has another name: said once for the old name and once for the new. */
  RENAME,
  /** The table is gone. */
  DROP;

  /** The name in documents, as {@code append}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
