package io.tarn.system.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What terraform/ and the chart must call by the same names. */
class TerraformAndChartTest {
  private static final Path TERRAFORM = Checkout.root().resolve("terraform");
  private static final Path CHART = Checkout.root().resolve("helm/tarn");

  @Test
  void servicesHaveTheChartsNames() throws IOException {
    Map<String, String> chart = new TreeMap<>();
    Map<String, Map<String, Object>> services =
        new Yaml().load(block(helpers(), "define \"tarn.services\" -}}", "{{- end }}"));
    services.forEach((key, service) -> chart.put(key, String.valueOf(service.get("app"))));
    chart.remove("gateway");

    assertThat(pairs(block(main(), "services = {", "\n  }"))).isEqualTo(chart);
  }

  @Test
  void serviceAccountsAreNamedByTheChartsRule() throws IOException {
    assertThat(block(helpers(), "define \"tarn.name\" -}}", "{{- end }}\n").strip())
        .isEqualTo(
            "{{- if contains \"tarn\" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix \"-\" }}"
                + "{{ else }}{{ printf \"%s-tarn\" .Release.Name | trunc 40 | trimSuffix \"-\" }}{{ end }}");
    assertThat(main())
        .contains(
            "trimsuffix(substr(strcontains(var.release, \"tarn\") ? var.release : \"${var.release}-tarn\", 0, 40), \"-\")",
            "\"${local.fullname}-${app}\"");
    assertThat(Files.readString(CHART.resolve("templates/services.yaml")))
        .containsPattern("kind: ServiceAccount\nmetadata:\n {2}name: \\{\\{ \\$name }}");
  }

  @Test
  void outputsAreKeysThatTheChartKnows() throws IOException {
    Map<String, Object> values = yaml("values.yaml");

    assertThat(Files.readString(TERRAFORM.resolve("outputs.tf")))
        .contains("store = {", "region  =", "buckets =", "serviceAccount = {", "annotations = {");
    assertThat(map(values, "store")).containsKeys("region", "buckets");
    assertThat(map(values, "store", "buckets").keySet())
        .isEqualTo(pairs(block(main(), "buckets = {", "\n  }")).keySet());
    assertThat(map(values, "serviceAccount", "annotations").keySet())
        .containsAll(pairs(block(main(), "services = {", "\n  }")).keySet());
  }

  @Test
  void valuesForAwsNameWhatTerraformMakes() throws IOException {
    Map<String, Object> values = yaml("values-prod-aws.yaml");
    Map<String, Object> buckets = map(values, "store", "buckets");
    Map<String, Object> annotations = map(values, "serviceAccount", "annotations");
    String name = String.valueOf(buckets.get("raw")).replaceFirst("-raw$", "");

    assertThat(buckets)
        .isEqualTo(
            Map.of(
                "raw", name + "-raw", "curated", name + "-curated", "results", name + "-results"));
    assertThat(annotations.keySet()).isEqualTo(Set.of("ingest", "catalog", "query"));
    annotations.forEach(
        (service, roles) ->
            assertThat(((Map<?, ?>) roles).get("eks.amazonaws.com/role-arn"))
                .asString()
                .endsWith(":role/" + name + "-" + service));
  }

  private static String helpers() throws IOException {
    return Files.readString(CHART.resolve("templates/_helpers.tpl"));
  }

  private static String main() throws IOException {
    return Files.readString(TERRAFORM.resolve("main.tf"));
  }

  /** What stands between a text that is there and the next end. */
  private static String block(String text, String start, String end) {
    assertThat(text).contains(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static Map<String, String> pairs(String block) {
    Map<String, String> pairs = new TreeMap<>();
    Pattern.compile("(?m)^\\s*(\\w+)\\s*=\\s*\"?([^\"\\n]*)")
        .matcher(block.replaceAll("\\$\\{[^}]*", ""))
        .results()
        .forEach((MatchResult pair) -> pairs.put(pair.group(1), pair.group(2)));
    return pairs;
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return new Yaml().load(Files.readString(CHART.resolve(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> values, String... path) {
    Map<String, Object> at = values;
    for (String key : path) {
      assertThat(at).containsKey(key);
      at = (Map<String, Object>) at.get(key);
    }
    return at;
  }
}
