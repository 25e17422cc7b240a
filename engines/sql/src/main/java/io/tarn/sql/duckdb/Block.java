package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Plan.Order;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT without its list yet. The symbols of the plan below are called by texts that hold inside
 * it.
 */
final class Block {
  /** Null for one row of no columns. */
  final @Nullable String from;

  final List<String> where = new ArrayList<>();
  final List<Order> order = new ArrayList<>();
  @Nullable Long limit;
  long offset;

  /** Whether a symbol stands for more than a column of {@code from}. */
  boolean computed;

  Block(@Nullable String from) {
    this.from = from;
  }

  /** Whether it is nothing but its FROM. */
  boolean bare() {
    return where.isEmpty() && unordered();
  }

  /** Whether rows can still be filtered and grouped. */
  boolean unordered() {
    return order.isEmpty() && limit == null && offset == 0;
  }
}
