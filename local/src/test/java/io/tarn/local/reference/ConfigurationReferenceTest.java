package io.tarn.local.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReferenceTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String FILE =
      """
      package x;

      class Outer {
        /** About water. */
        @ConfigMapping(prefix = "tarn.water")
        interface Water {
          /** How much is kept; see {@link #maxWait} and {@code dry}. */
          @WithDefault("2097152")
          @Min(1) long keptBytes();

          /** A|B. */
          @DurationMin(seconds = 1)
          @DurationMax(days = 2)
          java.time.Duration maxWait();

          /** Who drinks. */
          Map<String, Set<String>> who();

          /** Off or on. */
          @WithParentName
          boolean on();

          default boolean derived() {
            return true;
          }
        }
      }
      """;

  @TempDir Path folder;

  private List<SettingsGroup> scan(String text) throws IOException {
    Path file = folder.resolve("query-service/src/main/java/x/Outer.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return SettingsScanner.scan(folder, List.of(file));
  }

  @Test
  void isUpToDate() throws IOException {
    assertThat(ConfigurationReference.file(ROOT))
        .as("docs/configuration.md is written by ./tarn docs: run it")
        .content()
        .isEqualTo(ConfigurationReference.of(ROOT));
  }

  @Test
  void tellsKeyTypeDefaultAndText() throws IOException {
    SettingsGroup group = scan(FILE).getFirst();

    assertThat(group.prefix()).isEqualTo("tarn.water");
    assertThat(group.module()).isEqualTo("query-service");
    assertThat(group.text()).isEqualTo("About water.");
    assertThat(group.settings())
        .containsExactly(
            new Setting(
                "tarn.water.kept-bytes",
                "bytes, at least 1",
                "`2097152` (2 MiB)",
                "How much is kept; see `maxWait` and `dry`."),
            new Setting("tarn.water.max-wait", "duration, 1 seconds to 2 days", "–", "A\\|B."),
            new Setting("tarn.water.who.<name>", "list", "–", "Who drinks."),
            new Setting("tarn.water", "`true`, `false`", "–", "Off or on."));
  }

  @Test
  void namesTheServicesThatReadAKey() throws IOException {
    String text =
        new ConfigurationReference(
                scan(FILE), Map.of("ingest-service", "a=${tarn.water.max-wait:1s}"))
            .text();

    assertThat(text)
        .contains("| `tarn.water.max-wait` | duration, 1 seconds to 2 days | – | ingest, query |")
        .contains("| `tarn.water.kept-bytes` | bytes, at least 1 | `2097152` (2 MiB) | query |");
  }

  @Test
  void refusesASettingWithoutAComment() {
    assertThatThrownBy(() -> scan(FILE.replace("/** Who drinks. */", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("who()");
  }

  @Test
  void knowsTheKeysOfEachService() throws IOException {
    assertThat(ConfigurationReference.of(ROOT))
        .contains(
            "`tarn.production`",
            "`tarn.tls.configuration`",
            "`tarn.s3.credentials`",
            "`tarn.bootstrap.key-file`",
            "`tarn.query.memory-bytes`",
            "`tarn.load.folder`");
  }
}
