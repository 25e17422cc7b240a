package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard's definition, checked.
 *
 * @param database the database of names without one
 */
record Dashboard(
    String id,
    String title,
    @Nullable String description,
    @Nullable String database,
    List<Parameter> parameters,
    List<Tile> tiles) {
  Dashboard {
    parameters = List.copyOf(parameters);
    tiles = List.copyOf(tiles);
  }

  Optional<Tile> tile(String tileId) {
    return tiles.stream().filter(tile -> tile.id().equals(tileId)).findFirst();
  }

  /**
   * What a viewer may choose.
   *
   * @param standard the value where the viewer chooses none; null: the first option
   * @param options null: any value of the type
   */
  record Parameter(
      String name,
      String title,
      ParameterType type,
      @Nullable JsonNode standard,
      @Nullable Options options) {}

  /** What a parameter's values are chosen from. */
  sealed interface Options {
    /** A fixed list. */
    record Values(List<JsonNode> values) implements Options {
      public Values {
        values = List.copyOf(values);
      }
    }

    /** The first column of a query's answer. */
    record Sql(String sql) implements Options {}
  }

  /** One query and how it is shown. */
  record Tile(
      String id,
      String title,
      @Nullable String description,
      SqlTemplate sql,
      Chart chart,
      Place place) {}

  /** How a tile's rows are shown. */
  sealed interface Chart {
    /** The first value, large. */
    record Number(@Nullable String unit) implements Chart {}

    /** The rows as they are. */
    record Table() implements Chart {}

    /** A chart by a Vega-Lite specification without data. */
    record VegaLite(ObjectNode spec) implements Chart {}

    /** The name in documents. */
    default String type() {
      return switch (this) {
        case Number number -> "number";
        case Table table -> "table";
        case VegaLite chart -> "vega-lite";
      };
    }
  }

  /** Where a tile lies on the grid of {@value #COLUMNS} columns, and how large it is, in cells. */
  record Place(int x, int y, int width, int height) {
    static final int COLUMNS = 12;

    boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }
}
