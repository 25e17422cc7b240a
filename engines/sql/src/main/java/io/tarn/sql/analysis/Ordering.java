package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.List;

/** Reads sort keys; NULL comes last in both directions unless said otherwise. */
final class Ordering {
  private Ordering() {}

  static List<Order> of(List<SortItem> items, ExpressionAnalyzer expressions) {
    List<Order> order = new ArrayList<>();
    for (SortItem item : items) {
      order.add(of(item, expressions.analyse(item.getSortKey())));
    }
    return order;
  }

  static Order of(SortItem item, Expression key) {
    if (!Types.orderable(key.type())) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          item,
          "Type " + key.type() + " is not orderable, and therefore cannot be used in ORDER BY");
    }
    return new Order(
        key,
        item.getOrdering() == SortItem.Ordering.DESCENDING,
        item.getNullOrdering() == SortItem.NullOrdering.FIRST);
  }
}
