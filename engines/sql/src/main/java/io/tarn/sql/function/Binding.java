package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.function.TypePattern.ArrayOf;
import io.tarn.sql.function.TypePattern.Fixed;
import io.tarn.sql.function.TypePattern.FunctionOf;
import io.tarn.sql.function.TypePattern.MapOf;
import io.tarn.sql.function.TypePattern.RowOf;
import io.tarn.sql.function.TypePattern.Sized;
import io.tarn.sql.function.TypePattern.Variable;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attempt to fit one signature to actual arguments. Not thread-safe, used once. */
final class Binding {
  private final FunctionDefinition definition;
  private final Signature signature;
  private final boolean coercion;
  private final Map<String, DataType> types = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Binding(FunctionDefinition definition, boolean coercion) {
    this.definition = definition;
    this.signature = definition.signature();
    this.coercion = coercion;
  }

  /** The function for these arguments, null if they do not fit. */
  @Nullable BoundFunction bind(List<? extends Argument> arguments) {
    if (!signature.takes(arguments.size())) {
      return null;
    }
    for (int i = 0; i < arguments.size(); i++) {
      TypePattern pattern = signature.argument(i);
      boolean fits =
          switch (arguments.get(i)) {
            case Argument.Typed(DataType type) ->
                !(pattern instanceof FunctionOf) && match(pattern, type);
            case Argument.OfLambda lambda ->
                pattern instanceof FunctionOf function
                    && function.parameters().size() == lambda.parameters();
          };
      if (!fits) {
        return null;
      }
    }
    if (!bindLambdas(arguments)) {
      return null;
    }
    return result(arguments);
  }

  private boolean bindLambdas(List<? extends Argument> arguments) {
    for (int round = 0; round < 3; round++) {
      Map<String, DataType> before = Map.copyOf(types);
      for (int i = 0; i < arguments.size(); i++) {
        if (arguments.get(i) instanceof Argument.OfLambda lambda
            && signature.argument(i) instanceof FunctionOf function) {
          List<DataType> parameters = new ArrayList<>();
          for (TypePattern parameter : function.parameters()) {
            DataType type = made(parameter);
            if (type == null) {
              return false;
            }
            parameters.add(type);
          }
          if (!match(function.result(), lambda.bodyType(parameters))) {
            return false;
          }
        }
      }
      if (before.equals(types)) {
        break;
      }
    }
    return true;
  }

  private @Nullable BoundFunction result(List<? extends Argument> arguments) {
    for (String variable : definition.comparable()) {
      DataType type = types.get(variable);
      if (type == null || !Types.comparable(type)) {
        return null;
      }
    }
    for (String variable : definition.orderable()) {
      DataType type = types.get(variable);
      if (type == null || !Types.orderable(type)) {
        return null;
      }
    }
    List<@Nullable DataType> bound = new ArrayList<>();
    List<BoundFunction.@Nullable LambdaTypes> lambdas = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Argument.Typed(DataType actual)) {
        DataType wanted = made(signature.argument(i));
        if (wanted == null
            || !(coercion ? Coercion.possible(actual, wanted) : actual.equals(wanted))) {
          return null;
        }
        bound.add(wanted);
        lambdas.add(null);
      } else {
        bound.add(null);
        lambdas.add(lambdaTypes((FunctionOf) signature.argument(i)));
      }
    }
    definition.numbers().forEach((name, rule) -> numbers.put(name, rule.applyAsInt(numbers)));
    DataType type = made(signature.result());
    return type == null ? null : new BoundFunction(definition, bound, lambdas, type);
  }

  private BoundFunction.LambdaTypes lambdaTypes(FunctionOf function) {
    List<DataType> parameters = new ArrayList<>();
    for (TypePattern parameter : function.parameters()) {
      parameters.add(bound(parameter));
    }
    return new BoundFunction.LambdaTypes(parameters, bound(function.result()));
  }

  private DataType bound(TypePattern pattern) {
    DataType type = made(pattern);
    if (type == null) {
      throw new IllegalStateException("unbound " + pattern + " in " + signature);
    }
    return type;
  }

  private boolean match(TypePattern pattern, DataType actual) {
    return switch (pattern) {
      case Fixed(DataType type) -> coercion ? Coercion.possible(actual, type) : actual.equals(type);
      case Variable(String name) -> bindType(name, actual);
      case Sized sized -> {
        DataType raised = coercion ? Coercion.raise(actual, sized.base()) : actual;
        yield raised != null
            && Types.base(raised).equals(sized.base())
            && bindNumbers(sized.numbers(), raised);
      }
      case ArrayOf(TypePattern element) -> {
        if (actual instanceof Array(DataType type)) {
          yield match(element, type);
        }
        yield coercion && actual == Simple.UNKNOWN && match(element, Simple.UNKNOWN);
      }
      case MapOf(TypePattern key, TypePattern value) -> {
        if (actual instanceof DataType.Map(DataType k, DataType v)) {
          yield match(key, k) && match(value, v);
        }
        yield coercion
            && actual == Simple.UNKNOWN
            && match(key, Simple.UNKNOWN)
            && match(value, Simple.UNKNOWN);
      }
      case RowOf(List<TypePattern> fields) -> {
        if (actual instanceof Row(List<Field> types) && types.size() == fields.size()) {
          for (int i = 0; i < fields.size(); i++) {
            if (!match(fields.get(i), types.get(i).type())) {
              yield false;
            }
          }
          yield true;
        }
        yield coercion
            && actual == Simple.UNKNOWN
            && fields.stream().allMatch(field -> match(field, Simple.UNKNOWN));
      }
      case FunctionOf _ -> false;
    };
  }

  private boolean bindType(String name, DataType actual) {
    DataType known = types.get(name);
    if (known == null) {
      types.put(name, actual);
      return true;
    }
    if (!coercion) {
      return known.equals(actual);
    }
    DataType common = Coercion.common(known, actual);
    if (common == null) {
      return false;
    }
    types.put(name, common);
    return true;
  }

  private boolean bindNumbers(List<String> names, DataType type) {
    List<Integer> actual =
        switch (type) {
          case Varchar varchar ->
              List.of(varchar.length() == null ? Signature.UNBOUNDED : varchar.length());
          case Char character -> List.of(character.length());
          case Decimal decimal -> List.of(decimal.precision(), decimal.scale());
          case Time time -> List.of(time.precision());
          case Timestamp timestamp -> List.of(timestamp.precision());
          default -> throw new IllegalArgumentException(type.toString());
        };
    for (int i = 0; i < names.size(); i++) {
      Integer known = numbers.get(names.get(i));
      if (known != null && !coercion && !known.equals(actual.get(i))) {
        return false;
      }
      numbers.put(names.get(i), known == null ? actual.get(i) : Integer.max(known, actual.get(i)));
    }
    return true;
  }

  private @Nullable DataType made(TypePattern pattern) {
    return switch (pattern) {
      case Fixed(DataType type) -> type;
      case Variable(String name) -> types.get(name);
      case Sized(String base, List<String> names) ->
          SignatureText.made(base, names.stream().map(this::number).toList());
      case ArrayOf(TypePattern element) -> {
        DataType type = made(element);
        yield type == null ? null : new Array(type);
      }
      case MapOf(TypePattern key, TypePattern value) -> {
        DataType k = made(key);
        DataType v = made(value);
        yield k == null || v == null ? null : new DataType.Map(k, v);
      }
      case RowOf(List<TypePattern> fields) -> {
        List<Field> made = new ArrayList<>();
        for (TypePattern field : fields) {
          DataType type = made(field);
          if (type == null) {
            yield null;
          }
          made.add(new Field(null, type));
        }
        yield new Row(made);
      }
      case FunctionOf _ -> null;
    };
  }

  private int number(String name) {
    if (Character.isDigit(name.charAt(0))) {
      return Integer.parseInt(name);
    }
    return numbers.getOrDefault(name, 0);
  }
}
