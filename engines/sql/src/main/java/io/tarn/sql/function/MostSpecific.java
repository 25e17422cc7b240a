package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trino's choice among functions that all fit with implicit conversions. */
final class MostSpecific {
  private MostSpecific() {}

  static List<BoundFunction> of(
      List<BoundFunction> applicable, List<? extends Argument> arguments) {
    List<BoundFunction> best = new ArrayList<>();
    for (BoundFunction current : applicable) {
      if (best.removeIf(other -> moreSpecific(current, other))) {
        best.add(current);
      } else if (best.stream().noneMatch(other -> moreSpecific(other, current))) {
        best.add(current);
      }
    }
    if (best.size() <= 1 || arguments.stream().noneMatch(MostSpecific::isUnknown)) {
      return best;
    }
    List<BoundFunction> onlyUnknown =
        applicable.stream().filter(bound -> convertsOnlyUnknown(bound, arguments)).toList();
    if (!onlyUnknown.isEmpty()) {
      best = onlyUnknown;
    }
    if (best.size() > 1 && best.stream().map(BoundFunction::type).distinct().count() == 1) {
      return List.of(best.getFirst());
    }
    return best;
  }

  private static boolean isUnknown(Argument argument) {
    return argument instanceof Argument.Typed(DataType type) && type == Simple.UNKNOWN;
  }

  private static boolean convertsOnlyUnknown(
      BoundFunction bound, List<? extends Argument> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      @Nullable DataType wanted = bound.argumentTypes().get(i);
      if (arguments.get(i) instanceof Argument.Typed(DataType actual)
          && actual != Simple.UNKNOWN
          && !Objects.equals(actual, wanted)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what the left one takes could be handed on to the right one. */
  private static boolean moreSpecific(BoundFunction left, BoundFunction right) {
    List<Argument> arguments = new ArrayList<>();
    for (@Nullable DataType type : left.argumentTypes()) {
      if (type == null) {
        return false;
      }
      arguments.add(new Argument.Typed(type));
    }
    return new Binding(right.definition(), true).bind(arguments) != null;
  }
}
