package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.gateway.dashboard.Dashboard.Chart;
import io.tarn.gateway.dashboard.Dashboard.Place;
import io.tarn.gateway.dashboard.Dashboard.Tile;
import io.tarn.gateway.dashboard.QueryAnswer.Column;
import io.tarn.kernel.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The shapes of a dashboard's data in JSON. */
final class Answers {
  private Answers() {}

  /** A dashboard with the data of all its tiles. */
  @Schema(name = "DashboardData")
  record Data(
      String id,
      String title,
      @Nullable String description,
      @Schema(description = "No tile is older than this.") Instant asOf,
      List<ParameterData> parameters,
      List<TileData> tiles) {}

  /** A parameter with the value that was used. */
  @Schema(name = "ParameterData")
  record ParameterData(
      String name,
      String title,
      ParameterType type,
      @Schema(implementation = Object.class) JsonNode value,
      @Schema(name = "default", implementation = Object.class) @Nullable JsonNode standard,
      @Schema(implementation = Object[].class) @Nullable List<JsonNode> options,
      @Nullable TileError error) {
    @com.fasterxml.jackson.annotation.JsonProperty("default")
    @Override
    public @Nullable JsonNode standard() {
      return standard;
    }
  }

  /** A tile with its rows, or with the reason why there are none. */
  @Schema(name = "TileData")
  record TileData(
      String id,
      String title,
      @Nullable String description,
      ChartData chart,
      @Schema(implementation = PlaceData.class) Place place,
      @Nullable List<Column> columns,
      @Schema(implementation = Object[][].class) @Nullable List<List<JsonNode>> rows,
      @Schema(description = "Present when there are more rows than a tile shows.")
          @Nullable Boolean truncated,
      @Schema(description = "A complete Vega-Lite specification.", implementation = Object.class)
          @Nullable ObjectNode vegaLite,
      @Nullable Instant asOf,
      @Schema(description = "The snapshot of each table that was read.")
          @Nullable Map<String, String> snapshots,
      @Nullable TileError error) {

    static TileData of(Tile tile, QueryAnswer answer) {
      return switch (answer) {
        case QueryAnswer.Rows rows ->
            new TileData(
                tile.id(),
                tile.title(),
                tile.description(),
                ChartData.of(tile.chart()),
                tile.place(),
                rows.columns(),
                rows.rows(),
                rows.truncated() ? true : null,
                VegaSpec.complete(tile.chart(), rows),
                rows.asOf(),
                rows.snapshots(),
                null);
        case QueryAnswer.Failure failure ->
            new TileData(
                tile.id(),
                tile.title(),
                tile.description(),
                ChartData.of(tile.chart()),
                tile.place(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TileError(failure.code(), failure.detail()));
      };
    }
  }

  /** How a tile is shown. */
  @Schema(name = "TileChart")
  record ChartData(
      @Schema(enumeration = {"number", "table", "vega-lite"}) String type, @Nullable String unit) {
    static ChartData of(Chart chart) {
      return new ChartData(chart.type(), chart instanceof Chart.Number(String unit) ? unit : null);
    }
  }

  /** Where a tile lies on the grid of 12 columns. */
  @Schema(name = "TilePlace")
  record PlaceData(int x, int y, int width, int height) {}

  /** Why a tile has no rows. */
  @Schema(name = "TileError")
  record TileError(ErrorCode code, String detail) {}
}
