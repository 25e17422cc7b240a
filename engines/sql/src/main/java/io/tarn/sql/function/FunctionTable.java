package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All functions and operators. Thread-safe once made. */
public final class FunctionTable {
  private static final FunctionTable DIALECT = dialect();

  private final Map<String, List<FunctionDefinition>> definitions = new HashMap<>();

  private FunctionTable() {}

  /** The dialect's functions. */
  public static FunctionTable ofDialect() {
    return DIALECT;
  }

  private static FunctionTable dialect() {
    FunctionTable table = new FunctionTable();
    Operators.addTo(table);
    Conditionals.addTo(table);
    MathFunctions.addTo(table);
    Strings.addTo(table);
    TimeOperators.addTo(table);
    DateTimes.addTo(table);
    Arrays.addTo(table);
    Maps.addTo(table);
    Binaries.addTo(table);
    Regexes.addTo(table);
    Jsons.addTo(table);
    Statistics.addTo(table);
    Aggregates.addTo(table);
    WindowFunctions.addTo(table);
    return table;
  }

  /**
   * Adds a scalar function.
   *
   * @param signature see {@link SignatureText}
   */
  FunctionDefinition scalar(String signature) {
    return add(new FunctionDefinition(FunctionKind.SCALAR, signature));
  }

  FunctionDefinition aggregate(String signature) {
    return add(new FunctionDefinition(FunctionKind.AGGREGATE, signature));
  }

  FunctionDefinition window(String signature) {
    return add(new FunctionDefinition(FunctionKind.WINDOW, signature));
  }

  private FunctionDefinition add(FunctionDefinition definition) {
    definitions.computeIfAbsent(definition.name(), _ -> new ArrayList<>()).add(definition);
    return definition;
  }

  /** The kind of the function of that name, null if there is none. */
  public @Nullable FunctionKind kind(String name) {
    List<FunctionDefinition> found = definitions.get(name);
    return found == null ? null : found.getFirst().kind();
  }

  /** Whether Trino has a function of that name, known here or not. */
  public static boolean isTrinos(String name) {
    return Names.TRINO.contains(name);
  }

  /**
   * Chooses the function of that name for the arguments: by Trino's rules, an exact fit first, then
   * one with implicit conversions, of which the most specific.
   *
   * @return null if none fits
   * @throws ProblemException {@code FUNCTION_NOT_FOUND} if several fit equally well
   */
  public @Nullable BoundFunction bind(String name, List<? extends Argument> arguments) {
    List<FunctionDefinition> candidates = definitions.getOrDefault(name, List.of());
    for (boolean generic : new boolean[] {false, true}) {
      for (FunctionDefinition candidate : candidates) {
        if (candidate.signature().generic() == generic) {
          BoundFunction exact = new Binding(candidate, false).bind(arguments);
          if (exact != null) {
            return exact;
          }
        }
      }
    }
    List<BoundFunction> applicable = new ArrayList<>();
    for (FunctionDefinition candidate : candidates) {
      BoundFunction bound = new Binding(candidate, true).bind(arguments);
      if (bound != null) {
        applicable.add(bound);
      }
    }
    List<BoundFunction> best = MostSpecific.of(applicable, arguments);
    if (best.size() > 1) {
      throw new ProblemException(
          ErrorCode.FUNCTION_NOT_FOUND,
          "Could not choose a best candidate operator. Explicit type casts must be added.");
    }
    return best.isEmpty() ? null : best.getFirst();
  }

  /** What the function of that name takes, for messages. */
  public String expected(String name) {
    return definitions.getOrDefault(name, List.of()).stream()
        .map(definition -> definition.signature().text())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The names of Trino's functions, as its SHOW FUNCTIONS lists them. */
  private static final class Names {
    static final Set<String> TRINO = read();

    private static Set<String> read() {
      try (InputStream in = FunctionTable.class.getResourceAsStream("trino-functions.txt")) {
        if (in == null) {
          throw new IllegalStateException("trino-functions.txt is missing");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toUnmodifiableSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
