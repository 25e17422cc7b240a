package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.gateway.dashboard.Dashboard.Chart;
import io.tarn.gateway.dashboard.Dashboard.Options;
import io.tarn.gateway.dashboard.Dashboard.Parameter;
import io.tarn.gateway.dashboard.Dashboard.Place;
import io.tarn.gateway.dashboard.Dashboard.Tile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a dashboard's document and checks all of it that can be checked without running it. */
final class DashboardReader {
  static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final String ID_RULE =
      "use a-z, 0-9, _ and -, at most 63 characters, not beginning with a sign";
  private static final String NAME_RULE =
      "use a-z, 0-9 and _, at most 63 characters, beginning with a letter";

  private static final int MAX_TITLE = 200;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int MAX_SQL = 100_000;
  private static final int MAX_PARAMETERS = 20;
  private static final int MAX_OPTIONS = 1_000;
  private static final int MAX_TILES = 100;
  private static final int MAX_HEIGHT = 1_000;
  private static final int MAX_UNIT = 20;

  private static final Set<String> FIELDS =
      Set.of("id", "title", "description", "database", "parameters", "tiles");
  private static final Set<String> PARAMETER =
      Set.of("name", "title", "type", "default", "options");
  private static final Set<String> TILE =
      Set.of("id", "title", "description", "sql", "chart", "place");
  private static final Set<String> PLACE = Set.of("x", "y", "width", "height");

  private final DocumentReader document = new DocumentReader();
  private final Set<String> parameterNames = new HashSet<>();
  private final Set<String> tileIds = new HashSet<>();
  private final List<Place> taken = new ArrayList<>();

  private DashboardReader() {}

  /**
   * The definition in a document.
   *
   * @param id the id under which it is kept; the document may repeat it
   * @throws io.tarn.kernel.ProblemException {@code INVALID_ARGUMENT} with everything that is wrong
   */
  static Dashboard read(String id, JsonNode json) {
    return new DashboardReader().dashboard(id, json);
  }

  private Dashboard dashboard(String id, JsonNode json) {
    List<Parameter> parameters = new ArrayList<>();
    List<Tile> tiles = new ArrayList<>();
    String title = "";
    String description = null;
    String database = null;
    if (!ID.matcher(id).matches()) {
      document.wrong("/id", "'%s' is not allowed: %s.".formatted(id, ID_RULE));
    }
    if (document.isObject(json, "", FIELDS)) {
      if (json.has("id") && !json.get("id").asText().equals(id)) {
        document.wrong("/id", "The address says '%s'.".formatted(id));
      }
      title = document.text(json, "", "title", MAX_TITLE);
      description = document.optionalText(json, "", "description", MAX_DESCRIPTION);
      if (json.has("database")) {
        database = document.name(json, "", "database", DATABASE, "use letters, digits and _");
      }
      List<JsonNode> nodes = document.list(json, "", "parameters", MAX_PARAMETERS);
      for (int i = 0; i < nodes.size(); i++) {
        parameters.add(parameter(nodes.get(i), "/parameters/" + i));
      }
      nodes = document.list(json, "", "tiles", MAX_TILES);
      if (nodes.isEmpty() && !document.hasErrors()) {
        document.wrong("/tiles", "A dashboard has at least one tile.");
      }
      for (int i = 0; i < nodes.size(); i++) {
        Tile tile = tile(nodes.get(i), "/tiles/" + i);
        if (tile != null) {
          tiles.add(tile);
        }
      }
    }
    document.check();
    return new Dashboard(id, title, description, database, parameters, tiles);
  }

  private Parameter parameter(JsonNode json, String at) {
    if (!document.isObject(json, at, PARAMETER)) {
      return new Parameter("", "", ParameterType.VARCHAR, null, null);
    }
    String name = document.name(json, at, "name", NAME, NAME_RULE);
    if (!name.isEmpty() && !parameterNames.add(name)) {
      document.wrong(at + "/name", "There are two parameters '%s'.".formatted(name));
    }
    String title = document.optionalText(json, at, "title", MAX_TITLE);
    String typeName = document.text(json, at, "type", MAX_TITLE);
    ParameterType type = ParameterType.fromString(typeName).orElse(null);
    if (type == null) {
      if (!typeName.isEmpty()) {
        document.wrong(
            at + "/type",
            "There is no type '%s': use %s.".formatted(typeName, ParameterType.labels()));
      }
      return new Parameter(name, name, ParameterType.VARCHAR, null, null);
    }
    JsonNode standard =
        json.has("default") ? value(type, json.get("default"), at + "/default") : null;
    Options options =
        json.has("options") ? options(type, json.get("options"), at + "/options") : null;
    if (standard == null && options == null && !json.has("default")) {
      document.wrong(at + "/default", "A parameter without options needs a default.");
    }
    if (standard != null
        && options instanceof Options.Values(List<JsonNode> values)
        && !values.contains(standard)) {
      document.wrong(at + "/default", "The default is not among the options.");
    }
    return new Parameter(name, title == null ? name : title, type, standard, options);
  }

  private @Nullable Options options(ParameterType type, JsonNode json, String at) {
    if (!document.isObject(json, at, Set.of("sql", "values"))) {
      return null;
    }
    if (json.has("sql") == json.has("values")) {
      document.wrong(at, "Give either sql or values.");
      return null;
    }
    if (json.has("sql")) {
      String sql = document.text(json, at, "sql", MAX_SQL);
      SqlTemplate template = template(sql, at + "/sql");
      if (template != null && !template.names().isEmpty()) {
        document.wrong(at + "/sql", "The options of a parameter do not depend on parameters.");
      }
      return new Options.Sql(sql);
    }
    List<JsonNode> values = new ArrayList<>();
    List<JsonNode> nodes = document.list(json, at, "values", MAX_OPTIONS);
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode value = value(type, nodes.get(i), at + "/values/" + i);
      if (value != null) {
        values.add(value);
      }
    }
    if (nodes.isEmpty()) {
      document.wrong(at + "/values", "Give at least one value.");
    }
    return new Options.Values(values);
  }

  private @Nullable JsonNode value(ParameterType type, JsonNode json, String at) {
    JsonNode value = type.read(json).orElse(null);
    if (value == null) {
      document.wrong(at, "Here must be %s.".formatted(type.kind()));
    }
    return value;
  }

  private @Nullable Tile tile(JsonNode json, String at) {
    if (!document.isObject(json, at, TILE)) {
      return null;
    }
    String id = document.name(json, at, "id", ID, ID_RULE);
    if (!id.isEmpty() && !tileIds.add(id)) {
      document.wrong(at + "/id", "There are two tiles '%s'.".formatted(id));
    }
    String title = document.text(json, at, "title", MAX_TITLE);
    String description = document.optionalText(json, at, "description", MAX_DESCRIPTION);
    SqlTemplate sql = template(document.text(json, at, "sql", MAX_SQL), at + "/sql");
    if (sql != null) {
      for (String name : sql.names()) {
        if (!parameterNames.contains(name)) {
          document.wrong(at + "/sql", "There is no parameter '%s'.".formatted(name));
        }
      }
    }
    Chart chart = chart(json, at + "/chart");
    Place place = place(json, at + "/place");
    return sql == null || chart == null || place == null
        ? null
        : new Tile(id, title, description, sql, chart, place);
  }

  private @Nullable SqlTemplate template(String sql, String at) {
    try {
      return SqlTemplate.parse(sql);
    } catch (IllegalArgumentException e) {
      document.wrong(at, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Chart chart(JsonNode tile, String at) {
    JsonNode json = tile.get("chart");
    if (json == null || !json.isObject()) {
      document.wrong(at, "Here must be an object such as {\"type\":\"table\"}.");
      return null;
    }
    switch (json.path("type").asText()) {
      case "number" -> {
        document.isObject(json, at, Set.of("type", "unit"));
        return new Chart.Number(document.optionalText(json, at, "unit", MAX_UNIT));
      }
      case "table" -> {
        document.isObject(json, at, Set.of("type"));
        return new Chart.Table();
      }
      case "vega-lite" -> {
        document.isObject(json, at, Set.of("type", "spec"));
        if (!(json.get("spec") instanceof ObjectNode spec)) {
          document.wrong(at + "/spec", "Here must be a Vega-Lite specification without data.");
          return null;
        }
        SpecRules.check(spec, at + "/spec", document);
        return new Chart.VegaLite(spec);
      }
      default -> {
        document.wrong(at + "/type", "Use number, table or vega-lite.");
        return null;
      }
    }
  }

  private @Nullable Place place(JsonNode tile, String at) {
    JsonNode json = tile.get("place");
    if (json == null || !document.isObject(json, at, PLACE)) {
      if (json == null) {
        document.wrong(at, "Say where the tile lies: x, y, width, height.");
      }
      return null;
    }
    int x = document.number(json, at, "x", 0, Place.COLUMNS - 1);
    int y = document.number(json, at, "y", 0, MAX_HEIGHT);
    int width = document.number(json, at, "width", 1, Place.COLUMNS);
    int height = document.number(json, at, "height", 1, MAX_HEIGHT);
    Place place = new Place(x, y, width, height);
    if (x + width > Place.COLUMNS) {
      document.wrong(at, "The tile leaves the grid of %d columns.".formatted(Place.COLUMNS));
    }
    for (int i = 0; i < taken.size(); i++) {
      if (place.overlaps(taken.get(i))) {
        document.wrong(at, "The tile lies over another one.");
        break;
      }
    }
    taken.add(place);
    return place;
  }
}
