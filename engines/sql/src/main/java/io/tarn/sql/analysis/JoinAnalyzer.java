package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Comparator;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.type.Coercion;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinCriteria;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.Unnest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Analyses joins. */
final class JoinAnalyzer {
  private final StatementContext context;
  private final @Nullable Scope outer;
  private final NamedQueries queries;

  JoinAnalyzer(StatementContext context, @Nullable Scope outer, NamedQueries queries) {
    this.context = context;
    this.outer = outer;
    this.queries = queries;
  }

  Relation analyse(Join node) {
    Relation left = new RelationAnalyzer(context, outer, queries).analyse(node.getLeft());
    boolean lateral = isLateral(node.getRight());
    Scope visible = lateral ? new Scope(left.fields(), outer) : outer;
    Relation right = new RelationAnalyzer(context, visible, queries).analyse(node.getRight());
    Plan.Join.Kind kind =
        switch (node.getType()) {
          case INNER, CROSS, IMPLICIT -> Plan.Join.Kind.INNER;
          case LEFT -> Plan.Join.Kind.LEFT;
          case RIGHT -> Plan.Join.Kind.RIGHT;
          case FULL -> Plan.Join.Kind.FULL;
        };
    if (lateral && (kind == Plan.Join.Kind.RIGHT || kind == Plan.Join.Kind.FULL)) {
      throw Problems.notSupported(node, kind + " JOIN with UNNEST or LATERAL");
    }
    JoinCriteria criteria = node.getCriteria().orElse(null);
    return switch (criteria) {
      case null -> combined(kind, left, right, null, lateral);
      case JoinOn on -> on(on, kind, left, right, lateral);
      case JoinUsing using -> using(using, kind, left, right, lateral);
      default -> throw Problems.notSupported(node, "NATURAL JOIN");
    };
  }

  private static boolean isLateral(io.trino.sql.tree.Relation node) {
    return node instanceof Unnest
        || node instanceof Lateral
        || (node instanceof AliasedRelation aliased && isLateral(aliased.getRelation()));
  }

  private static Relation combined(
      Plan.Join.Kind kind,
      Relation left,
      Relation right,
      @Nullable Expression condition,
      boolean lateral) {
    List<Field> fields = new ArrayList<>(left.fields());
    fields.addAll(right.fields());
    return new Relation(new Plan.Join(kind, left.plan(), right.plan(), condition, lateral), fields);
  }

  private Relation on(
      JoinOn node, Plan.Join.Kind kind, Relation left, Relation right, boolean lateral) {
    List<Field> fields = new ArrayList<>(left.fields());
    fields.addAll(right.fields());
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(context, new Scope(fields, outer), queries, null, "JOIN clause");
    Expression condition = expressions.condition(node.getExpression(), "JOIN ON clause");
    if (lateral && kind == Plan.Join.Kind.LEFT && !condition.equals(Constant.TRUE)) {
      throw Problems.notSupported(
          node.getExpression(), "A condition other than TRUE in LEFT JOIN with UNNEST or LATERAL");
    }
    return combined(kind, left, right, condition, lateral);
  }

  private Relation using(
      JoinUsing node, Plan.Join.Kind kind, Relation left, Relation right, boolean lateral) {
    List<Expression> equalities = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Set<Field> joined = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (Identifier column : node.getColumns()) {
      if (!seen.add(column.getValue().toLowerCase(Locale.ROOT))) {
        throw Problems.at(
            ErrorCode.DUPLICATE_COLUMN_NAME,
            column,
            "Column '" + column.getValue() + "' appears multiple times in USING clause");
      }
      Field a = side(column, left, "left");
      Field b = side(column, right, "right");
      DataType common = Coercion.common(a.type(), b.type());
      if (common == null) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            column,
            "Cannot apply operator: %s = %s".formatted(a.type(), b.type()));
      }
      equalities.add(PredicateAnalyzer.compare(column, Comparator.EQUAL, a.value(), b.value()));
      Expression first = Coerce.to(a.value(), common);
      Expression second = Coerce.to(b.value(), common);
      Expression value =
          switch (kind) {
            case INNER, LEFT -> first;
            case RIGHT -> second;
            case FULL -> new Expression.Coalesce(List.of(first, second), common);
          };
      joined.add(a);
      joined.add(b);
      fields.add(new Field(List.of(), column.getValue(), value));
    }
    left.fields().stream().filter(field -> !joined.contains(field)).forEach(fields::add);
    right.fields().stream().filter(field -> !joined.contains(field)).forEach(fields::add);
    Expression condition =
        equalities.size() == 1 ? equalities.getFirst() : new Expression.Logical(true, equalities);
    return new Relation(new Plan.Join(kind, left.plan(), right.plan(), condition, lateral), fields);
  }

  private static Field side(Identifier column, Relation relation, String side) {
    Field field = new Scope(relation.fields(), null).resolve(column, List.of(column.getValue()));
    if (field == null) {
      throw Problems.at(
          ErrorCode.COLUMN_NOT_FOUND,
          column,
          "Column '%s' is missing from %s side of join".formatted(column.getValue(), side));
    }
    return field;
  }
}
