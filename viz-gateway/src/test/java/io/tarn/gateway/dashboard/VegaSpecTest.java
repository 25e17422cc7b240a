package io.tarn.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tarn.gateway.dashboard.QueryAnswer.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VegaSpecTest {
  static final ObjectMapper JSON = new ObjectMapper();

  static QueryAnswer.Rows rows(String name, String type, String valueJson) throws Exception {
    List<JsonNode> row = new ArrayList<>();
    row.add(JSON.readTree(valueJson));
    return new QueryAnswer.Rows(
        List.of(new Column(name, type)), List.of(row), false, Instant.EPOCH, Map.of());
  }

  static JsonNode value(String type, String valueJson, String spec) throws Exception {
    ObjectNode complete =
        VegaSpec.complete(
            new Dashboard.Chart.VegaLite((ObjectNode) JSON.readTree(spec)),
            rows("f", type, valueJson));
    return complete.at("/data/values/0/f");
  }

  @Test
  void readsNumbersThatJsonWritesAsText() throws Exception {
    assertThat(value("decimal(12,2)", "\"12.30\"", "{\"mark\":\"bar\"}").toString())
        .isEqualTo("12.30");
    assertThat(value("bigint", "\"9007199254740993\"", "{\"mark\":\"bar\"}").isNumber()).isTrue();
    assertThat(value("double", "\"NaN\"", "{\"mark\":\"bar\"}").isNull()).isTrue();
    assertThat(value("varchar", "\"12\"", "{\"mark\":\"bar\"}").isTextual()).isTrue();
    assertThat(value("bigint", "null", "{\"mark\":\"bar\"}").isNull()).isTrue();
  }

  @Test
  void keepsADayTheSameDayEverywhere() throws Exception {
    String temporal =
        "{\"mark\":\"bar\",\"encoding\":{\"x\":{\"field\":\"f\",\"type\":\"temporal\"}}}";
    assertThat(value("date", "\"2026-01-31\"", temporal).asText()).isEqualTo("2026-01-31T00:00:00");
    assertThat(value("date", "\"2026-01-31\"", "{\"mark\":\"bar\"}").asText())
        .isEqualTo("2026-01-31");
  }

  @Test
  void writesTimesWithAZoneAsJavaScriptReadsThem() throws Exception {
    assertThat(
            value(
                    "timestamp(3) with time zone",
                    "\"2026-01-31T09:00:00.000+09:00[Asia/Seoul]\"",
                    "{\"mark\":\"bar\"}")
                .asText())
        .isEqualTo("2026-01-31T09:00:00.000+09:00");
  }

  @Test
  void drawsANumberAsText() throws Exception {
    ObjectNode spec =
        VegaSpec.complete(new Dashboard.Chart.Number("%"), rows("rate", "double", "0.5"));
    assertThat(spec.at("/mark/type").asText()).isEqualTo("text");
    assertThat(spec.at("/encoding/text/field").asText()).isEqualTo("rate");
    assertThat(spec.at("/data/values/0/rate").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void leavesTheAuthorTheLastWord() throws Exception {
    ObjectNode spec =
        VegaSpec.complete(
            new Dashboard.Chart.VegaLite(
                (ObjectNode)
                    JSON.readTree(
                        "{\"mark\":\"bar\",\"width\":7,\"config\":{\"view\":{\"stroke\":\"red\"}}}")),
            rows("f", "bigint", "1"));
    assertThat(spec.path("width").intValue()).isEqualTo(7);
    assertThat(spec.at("/config/view/stroke").asText()).isEqualTo("red");
  }

  @Test
  void drawsNoTable() throws Exception {
    assertThat(VegaSpec.complete(new Dashboard.Chart.Table(), rows("f", "bigint", "1"))).isNull();
  }
}
