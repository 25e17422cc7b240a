package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.gateway.dashboard.Answers.ParameterData;
import io.tarn.gateway.dashboard.Answers.TileError;
import io.tarn.gateway.dashboard.Dashboard.Options;
import io.tarn.gateway.dashboard.Dashboard.Parameter;
import io.tarn.gateway.dashboard.QueryClient.Statement;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The values of a dashboard's parameters for one view: what the viewer chose, else the standard.
 */
final class Choices {
  private final Dashboard dashboard;
  private final Map<String, JsonNode> values = new HashMap<>();
  private final Map<String, Future<QueryAnswer>> options = new HashMap<>();

  private Choices(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  /**
   * Reads what an address chooses, and begins the queries for options.
   *
   * @param given the parameters of the address
   * @param withOptions whether all options are wanted, not only those that a standard is taken from
   * @throws ProblemException {@code INVALID_ARGUMENT} that names a parameter
   */
  static Choices of(
      Dashboard dashboard,
      Map<String, List<String>> given,
      boolean withOptions,
      TileQueries queries,
      Caller viewer)
      throws InterruptedException {
    Choices choices = new Choices(dashboard);
    choices.checkNames(given);
    for (Parameter parameter : dashboard.parameters()) {
      List<String> texts = given.getOrDefault(parameter.name(), List.of());
      JsonNode chosen = texts.isEmpty() ? parameter.standard() : chosen(parameter, texts);
      if (chosen != null) {
        choices.values.put(parameter.name(), chosen);
      }
      if (parameter.options() instanceof Options.Sql(String sql)
          && (withOptions || chosen == null)) {
        Statement statement = new Statement(sql, dashboard.database(), List.of());
        choices.options.put(parameter.name(), queries.begin(statement, viewer));
      }
    }
    for (Parameter parameter : dashboard.parameters()) {
      if (!choices.values.containsKey(parameter.name())) {
        choices.values.put(parameter.name(), choices.firstOption(parameter));
      }
    }
    return choices;
  }

  /** The statement of a tile with these values. */
  Statement statement(SqlTemplate template) {
    SqlTemplate.Positional positional =
        template.positional(name -> parameter(name).type().placeholder());
    List<JsonNode> bound = new ArrayList<>();
    for (String name : positional.names()) {
      bound.add(value(name));
    }
    return new Statement(positional.sql(), dashboard.database(), bound);
  }

  /** The parameters with their values and options; waits for the options. */
  List<ParameterData> data() throws InterruptedException {
    List<ParameterData> data = new ArrayList<>();
    for (Parameter parameter : dashboard.parameters()) {
      List<JsonNode> offered = null;
      TileError error = null;
      if (parameter.options() instanceof Options.Values(List<JsonNode> fixed)) {
        offered = fixed;
      } else if (options.containsKey(parameter.name())) {
        switch (answer(parameter)) {
          case QueryAnswer.Rows rows -> offered = firstColumn(rows);
          case QueryAnswer.Failure(ErrorCode code, String detail) ->
              error = new TileError(code, detail);
        }
      }
      data.add(
          new ParameterData(
              parameter.name(),
              parameter.title(),
              parameter.type(),
              value(parameter.name()),
              parameter.standard(),
              offered,
              error));
    }
    return data;
  }

  private void checkNames(Map<String, List<String>> given) {
    TreeSet<String> known = new TreeSet<>();
    dashboard.parameters().forEach(parameter -> known.add(parameter.name()));
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            ErrorCode.INVALID_ARGUMENT,
            "The dashboard has no parameter '%s'.%s"
                .formatted(
                    name, known.isEmpty() ? "" : " Known are " + String.join(", ", known) + "."));
      }
    }
  }

  private static JsonNode chosen(Parameter parameter, List<String> texts) {
    JsonNode value =
        texts.size() > 1 ? null : parameter.type().parse(texts.getFirst()).orElse(null);
    if (value == null) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: '%s' is not %s."
              .formatted(parameter.name(), String.join("', '", texts), parameter.type().kind()));
    }
    if (parameter.options() instanceof Options.Values(List<JsonNode> values)
        && !values.contains(value)) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: '%s' is not among the options of this parameter."
              .formatted(parameter.name(), texts.getFirst()));
    }
    return value;
  }

  private JsonNode firstOption(Parameter parameter) throws InterruptedException {
    if (parameter.options() instanceof Options.Values(List<JsonNode> values)) {
      return values.getFirst();
    }
    switch (answer(parameter)) {
      case QueryAnswer.Rows rows -> {
        List<JsonNode> column = firstColumn(rows);
        if (column.isEmpty()) {
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "%s: choose a value; there is no option to begin with.".formatted(parameter.name()));
        }
        return column.getFirst();
      }
      case QueryAnswer.Failure(ErrorCode code, String detail) ->
          throw new ProblemException(
              code, "The options of %s: %s".formatted(parameter.name(), detail));
    }
  }

  private static List<JsonNode> firstColumn(QueryAnswer.Rows rows) {
    return rows.rows().stream()
        .map(row -> row.getFirst())
        .filter(value -> !value.isNull())
        .distinct()
        .toList();
  }

  private QueryAnswer answer(Parameter parameter) throws InterruptedException {
    @Nullable Future<QueryAnswer> future = options.get(parameter.name());
    return await(Objects.requireNonNull(future));
  }

  /** The answer of a query that was begun. */
  static QueryAnswer await(Future<QueryAnswer> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Parameter parameter(String name) {
    return dashboard.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode value(String name) {
    return Objects.requireNonNull(values.get(name));
  }
}
