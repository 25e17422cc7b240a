package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Join.Kind;

/** Writes joins. */
final class JoinWriter {
  private final PlanWriter plans;

  JoinWriter(PlanWriter plans) {
    this.plans = plans;
  }

  Block write(Plan.Join join) {
    boolean leftMayBeMissing = join.kind() == Kind.RIGHT || join.kind() == Kind.FULL;
    boolean rightMayBeMissing = join.kind() == Kind.LEFT || join.kind() == Kind.FULL;
    Block left = plans.bare(join.left(), leftMayBeMissing);
    Block right = plans.bare(join.right(), rightMayBeMissing);
    String rightText = right.from;
    if (join.right() instanceof Plan.Join) {
      rightText = "(" + rightText + ")";
    } else if (join.lateral()) {
      rightText = "LATERAL " + rightText;
    }
    String sign =
        join.condition() == null && join.kind() == Kind.INNER
            ? " CROSS JOIN "
            : " " + join.kind() + " JOIN ";
    String on =
        join.condition() == null
            ? join.kind() == Kind.INNER ? "" : " ON true"
            : " ON " + plans.expressions().write(join.condition());
    Block block = new Block(left.from + sign + rightText + on);
    block.computed = left.computed || right.computed;
    return block;
  }
}
