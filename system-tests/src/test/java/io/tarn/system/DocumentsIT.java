package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.exception.JsonPathException;
import io.restassured.response.Response;
import io.tarn.system.Checkout.Output;
import io.tarn.system.Document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents say is so: their commands are typed, their SQL is run, and their answers are
 * compared with the real ones.
 */
@ExtendWith(SharedLake.class)
class DocumentsIT {
  private static final String MARK = "=== block ";
  private static final String DATABASE = "atlas";

  private static final Pattern CALL =
      Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/api/v1/[a-zA-Z_/{}-]+)");
  private static final Pattern REFUSED = Pattern.compile("-- ([A-Z_]+)\\s*$");
  private static final Pattern ERROR_CODE = Pattern.compile("[A-Z]+(_[A-Z]+)+");
  private static final Pattern FUNCTION = Pattern.compile("`([a-z][a-z0-9_]*)`");

  /** What differs from answer to answer. */
  private static final Pattern VOLATILE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z|.*….*", Pattern.DOTALL);

  /** Words in capitals that are no error codes. */
  private static final Set<String> OTHER_WORDS =
      Set.of("JAVA_HOME", "MATCH_RECOGNIZE", "TARN_URL", "TRY_CAST");

  private final Lake lake;

  @TempDir private Path folder;

  DocumentsIT(Lake lake) {
    this.lake = lake;
  }

  @Test
  void theReadmesCommandsWork() throws Exception {
    List<String> commands =
        Document.of("README.md").blocks("sh").stream()
            .filter(block -> !block.contains("./tarn up"))
            .toList();
    assertThat(commands).isNotEmpty();
    List<String> outputs = typed(commands);
    assertThat(String.join("", outputs))
        .contains("\"state\":\"LOADED\"", "\"state\":\"SUCCEEDED\"");
  }

  @Test
  void theGuidesCommandsGiveTheAnswersItShows() throws Exception {
    List<Block> blocks = Document.of("docs/api.md").blocks();
    List<String> outputs =
        typed(blocks.stream().filter(b -> b.language().equals("sh")).map(Block::text).toList());
    List<String> differences = new ArrayList<>();
    int command = -1;
    int compared = 0;
    for (Block block : blocks) {
      switch (block.language()) {
        case "sh" -> command++;
        case "json" -> {
          compared++;
          String real = outputs.get(command).strip();
          differences.addAll(differences(block.text(), real));
        }
        default -> {
          // shown, not typed
        }
      }
    }
    assertThat(compared).isGreaterThan(5);
    assertThat(differences).isEmpty();
  }

  @Test
  void theDialectsExamplesAreAnsweredOrRefusedAsSaid() {
    Document document = Document.of("docs/sql.md");
    load("ships", document.blocks("csv").getFirst());
    List<String> examples = document.blocks("sql");
    assertThat(examples).hasSizeGreaterThan(10);
    List<String> wrong = new ArrayList<>();
    for (String sql : examples) {
      var refused = REFUSED.matcher(sql);
      String expected = refused.find() ? refused.group(1) : "SUCCEEDED";
      String outcome = outcome(sql);
      if (!outcome.equals(expected)) {
        wrong.add("%s gives %s".formatted(sql.strip(), outcome));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theErrorOfTheDialectsGuideLooksAsShown() {
    Document document = Document.of("docs/sql.md");
    load("ships", document.blocks("csv").getFirst());
    String real = ask("SELECT harbours FROM atlas.ships").asString();
    assertThat(differences(document.blocks("json").getFirst(), real)).isEmpty();
  }

  @Test
  void functionsThatAreListedAreKnown() {
    Set<String> names = new LinkedHashSet<>();
    FUNCTION
        .matcher(Document.of("docs/sql.md").section("Functions"))
        .results()
        .forEach(found -> names.add(found.group(1)));
    assertThat(names).hasSizeGreaterThan(200);
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      Response answer =
          lake.as("analyst")
              .contentType("application/json")
              .body(request("SELECT \"%s\"()".formatted(name)))
              .post("/api/v1/queries/estimate");
      String text = answer.asString();
      if (text.contains("NOT_SUPPORTED") || text.contains("not registered")) {
        unknown.add(name);
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void theExampleOfADashboardIsAccepted() {
    Document document = Document.of("docs/dashboards.md");
    load("ships", Document.of("docs/sql.md").blocks("csv").getFirst());
    lake.as("editor")
        .contentType("application/json")
        .body(document.blocks("json").getFirst())
        .put("/api/v1/dashboards/harbours")
        .then()
        .statusCode(org.hamcrest.Matchers.in(List.of(200, 201)));
    List<Map<String, Object>> tiles =
        lake.as("viewer").get("/api/v1/dashboards/harbours/data").jsonPath().getList("tiles");
    assertThat(tiles)
        .hasSize(3)
        .allSatisfy(tile -> assertThat(tile).doesNotContainKey("error").containsKey("rows"));
  }

  @Test
  void callsThatAreNamedAreInTheOpenApiDocument() throws IOException {
    Map<String, Map<String, Object>> paths =
        lake.anonymous().get("/openapi?format=json").jsonPath().getMap("paths");
    List<Pattern> known = new ArrayList<>();
    paths.forEach(
        (path, item) ->
            item.keySet()
                .forEach(
                    method ->
                        known.add(
                            Pattern.compile(
                                method.toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.replaceAll("\\{[^}]*}", "[^/]+")
                                    + "/?"))));
    List<String> unknown = new ArrayList<>();
    int seen = 0;
    for (Document document : Document.all()) {
      for (var call : CALL.matcher(document.text()).results().toList()) {
        seen++;
        if (known.stream().noneMatch(pattern -> pattern.matcher(call.group()).matches())) {
          unknown.add(document + ": " + call.group());
        }
      }
    }
    assertThat(seen).as("calls in documents").isGreaterThan(30);
    assertThat(unknown).isEmpty();
  }

  @Test
  void errorCodesThatAreNamedHaveAPage() throws IOException {
    Set<String> codes = new LinkedHashSet<>();
    for (String place :
        List.of("docs/api.md", "docs/sql.md", "docs/loading.md", "docs/dashboards.md")) {
      Document document = Document.of(place);
      document.code().stream().filter(c -> ERROR_CODE.matcher(c).matches()).forEach(codes::add);
    }
    codes.removeAll(OTHER_WORDS);
    assertThat(codes).hasSizeGreaterThan(10);
    assertThat(codes)
        .allSatisfy(
            code ->
                assertThat(lake.anonymous().get("/problems/" + code).statusCode())
                    .as(code)
                    .isEqualTo(200));
  }

  private void load(String table, String csv) {
    lake.as("editor")
        .header("Prefer", "wait=60")
        .contentType("text/csv")
        .body(csv)
        .post(
            "/api/v1/databases/{db}/tables/{table}/files?name={file}&mode=overwrite",
            DATABASE,
            table,
            table + ".csv")
        .then()
        .statusCode(200);
  }

  private Response ask(String sql) {
    return lake.as("analyst")
        .contentType("application/json")
        .header("Prefer", "wait=60")
        .body(request(sql))
        .post("/api/v1/queries");
  }

  /** The body of a request for a statement. */
  private static String request(String sql) {
    String text = sql.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "{\"sql\":\"%s\",\"database\":\"%s\"}".formatted(text, DATABASE);
  }

  /** The state that a statement ends in, or the code of its error. */
  private String outcome(String sql) {
    JsonPath answer = ask(sql).jsonPath();
    String code = answer.getString("code");
    String failed = answer.getString("error.code");
    return code != null ? code : failed != null ? failed : answer.getString("state");
  }

  /** Types commands one after another, as a reader would in one shell; gives what each printed. */
  private List<String> typed(List<String> commands) throws IOException, InterruptedException {
    assumeTrue(isInstalled("curl"), "curl is not installed, which the documents' commands use");
    Path tarn = folder.resolve("tarn");
    Files.writeString(
        tarn,
        """
        #!/bin/sh
        command=$1
        shift
        exec '%s' "$command" --data '%s' "$@"
        """
            .formatted(Checkout.root().resolve("tarn"), lake.data()));
    Files.setPosixFilePermissions(tarn, PosixFilePermissions.fromString("rwx------"));
    StringBuilder script = new StringBuilder("set -eu\n");
    for (String command : commands) {
      script.append("printf '\\n").append(MARK).append("\\n'\n").append(command);
    }
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script.toString());
    shell.directory(folder.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    shell.environment().put("TARN_BUILD", "no");
    Output output = Checkout.run(shell);
    assertThat(output.exitCode()).as("%s%n%s", output.out(), output.err()).isZero();
    return List.of(output.out().split("\n" + MARK + "\n", -1)).subList(1, commands.size() + 1);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static List<String> differences(String shown, String real) {
    try {
      List<String> differences = new ArrayList<>();
      compare("", JsonPath.from(shown).get("$"), JsonPath.from(real).get("$"), differences);
      return differences;
    } catch (JsonPathException e) {
      return List.of("shown is %s but it is %s".formatted(shown, real));
    }
  }

  /** What is shown must be there, with the same values where they are not of the moment. */
  private static void compare(
      String at, @Nullable Object shown, @Nullable Object real, List<String> differences) {
    switch (shown) {
      case Map<?, ?> fields when real instanceof Map<?, ?> present ->
          fields.forEach(
              (name, value) -> compare(at + "/" + name, value, present.get(name), differences));
      case List<?> items when real instanceof List<?> present && items.size() <= present.size() -> {
        for (int i = 0; i < items.size(); i++) {
          compare(at + "/" + i, items.get(i), present.get(i), differences);
        }
      }
      case String text when VOLATILE.matcher(text).matches() && real instanceof String -> {
        // of the moment
      }
      case Number number when at.startsWith("/statistics/") && real instanceof Number -> {
        // of the moment
      }
      case null, default -> {
        if (real == null || !String.valueOf(shown).equals(String.valueOf(real))) {
          differences.add("%s: shown is %s but it is %s".formatted(at, shown, real));
        }
      }
    }
  }
}
