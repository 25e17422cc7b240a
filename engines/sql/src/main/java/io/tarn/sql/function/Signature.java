package io.tarn.sql.function;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param variadic whether the last argument may stand any number of times, also none
 */
record Signature(String name, List<TypePattern> arguments, boolean variadic, TypePattern result) {
  /** The number of a varchar without a limit. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  Signature {
    arguments = List.copyOf(arguments);
  }

  boolean takes(int count) {
    return variadic ? count >= arguments.size() - 1 : count == arguments.size();
  }

  /** The pattern of the argument at that index, from 0. */
  TypePattern argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }

  /** The arguments as text, for messages. */
  String text() {
    return name
        + arguments.stream()
            .map(Object::toString)
            .collect(java.util.stream.Collectors.joining(", ", "(", variadic ? "...)" : ")"));
  }

  /** Whether it has variables. */
  boolean generic() {
    return !arguments.stream().allMatch(TypePattern.Fixed.class::isInstance);
  }
}
