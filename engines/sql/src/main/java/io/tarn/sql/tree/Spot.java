package io.tarn.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * A place in the statement's text. All spots are equal: where something was written does not make
 * it another expression.
 */
public final class Spot {
  public static final Spot NONE = new Spot(0, 0);

  private final int line;
  private final int column;

  private Spot(int line, int column) {
    this.line = line;
    this.column = column;
  }

  /**
   * @param line from 1
   * @param column from 1
   */
  public static Spot at(int line, int column) {
    return new Spot(line, column);
  }

  /** From 1; 0 if the place is not known. */
  public int line() {
    return line;
  }

  /** From 1; 0 if the place is not known. */
  public int column() {
    return column;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Spot;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
