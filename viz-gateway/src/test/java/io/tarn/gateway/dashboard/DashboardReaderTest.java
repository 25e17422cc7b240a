package io.tarn.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardReaderTest {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String GOOD =
      """
      {"id":"d","title":"T","database":"oulad",
       "parameters":[{"name":"module","type":"varchar","default":"A","options":{"values":["A","B"]}},
                     {"name":"since","type":"date","default":"2026-01-31"}],
       "tiles":[{"id":"a","title":"A","sql":"SELECT :module","chart":{"type":"number","unit":"%"},
                 "place":{"x":0,"y":0,"width":6,"height":2}},
                {"id":"b","title":"B","sql":"SELECT 1","chart":{"type":"vega-lite","spec":{"mark":"bar"}},
                 "place":{"x":6,"y":0,"width":6,"height":2}}]}
      """;

  static List<String> pointers(String document) throws Exception {
    JsonNode json = JSON.readTree(document);
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> DashboardReader.read("d", json));
    return problem == null ? List.of() : problem.places().stream().map(Place::pointer).toList();
  }

  @Test
  void readsAGoodDocument() throws Exception {
    Dashboard dashboard = DashboardReader.read("d", JSON.readTree(GOOD));
    assertThat(dashboard.tiles()).extracting(Dashboard.Tile::id).containsExactly("a", "b");
    assertThat(dashboard.parameters())
        .extracting(Dashboard.Parameter::type)
        .containsExactly(ParameterType.VARCHAR, ParameterType.DATE);
  }

  @Test
  void readsThePacksDashboard() throws Exception {
    Path file = Path.of("../examples/oulad/dashboard.json");
    Dashboard dashboard = DashboardReader.read("oulad", JSON.readTree(Files.readString(file)));
    assertThat(dashboard.tiles()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "title":"T"             | "title":""                       | /title
          "title":"T"             | "titel":"T"                      | /titel
          "id":"d"                | "id":"other"                     | /id
          "database":"oulad"      | "database":"a.b"                 | /database
          "name":"module"         | "name":"Module"                  | /parameters/0/name
          "name":"since"          | "name":"module"                  | /parameters/1/name
          "type":"varchar"        | "type":"text"                    | /parameters/0/type
          "default":"A"           | "default":1                      | /parameters/0/default
          "default":"A"           | "default":"C"                    | /parameters/0/default
          "default":"2026-01-31"  | "default":"31.1.2026"            | /parameters/1/default
          ["A","B"]               | []                               | /parameters/0/options/values
          ["A","B"]               | ["A",2]                          | /parameters/0/options/values/1
          "values":["A","B"]      | "sql":"SELECT :since"            | /parameters/0/options/sql
          "values":["A","B"]      | "values":["A"],"sql":"SELECT 1"  | /parameters/0/options
          "id":"b"                | "id":"a"                         | /tiles/1/id
          "id":"b"                | "id":"B b"                       | /tiles/1/id
          SELECT :module          | SELECT :modul                    | /tiles/0/sql
          SELECT :module          | SELECT 'open                     | /tiles/0/sql
          "type":"number"         | "type":"pie"                     | /tiles/0/chart/type
          "unit":"%"              | "colour":"red"                   | /tiles/0/chart/colour
          {"mark":"bar"}          | {}                               | /tiles/1/chart/spec
          {"mark":"bar"}          | 7                                | /tiles/1/chart/spec
          {"mark":"bar"}          | {"mark":{}}                      | /tiles/1/chart/spec/mark
          {"mark":"bar"}          | {"mark":"bar","data":{"url":"x"}} | /tiles/1/chart/spec/data
          {"mark":"bar"}          | {"layer":[{"mark":"bar","data":{"url":"x"}}]} | /tiles/1/chart/spec/layer/0/data
          "x":6                   | "x":5                            | /tiles/1/place
          "x":6                   | "x":7                            | /tiles/1/place
          "x":6                   | "x":-1                           | /tiles/1/place/x
          "x":6                   | "x":6.5                          | /tiles/1/place/x
          "height":2}}            | "height":0}}                     | /tiles/0/place/height
          """)
  void saysWhereADocumentIsWrong(String good, String bad, String pointer) throws Exception {
    String document =
        GOOD.replaceFirst(
            java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
    assertThat(document).isNotEqualTo(GOOD);
    assertThat(pointers(document)).contains(pointer);
  }

  @Test
  void saysAllThatIsWrongAtOnce() throws Exception {
    assertThat(pointers("{\"tiles\":[{},{\"place\":{}}],\"x\":1}"))
        .contains("/x", "/title", "/tiles/0/id", "/tiles/0/chart", "/tiles/1/place/width");
  }

  @Test
  void refusesWhatIsNoObject() throws Exception {
    assertThat(pointers("[]")).containsExactly("");
  }

  @Test
  void wantsATile() throws Exception {
    assertThat(pointers("{\"title\":\"T\"}")).containsExactly("/tiles");
  }
}
