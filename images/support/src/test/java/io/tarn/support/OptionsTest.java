package io.tarn.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
  @TempDir Path folder;

  @Test
  void readsNamesAndValues() {
    Options options = Options.of(List.of("--port=1", "--random=a:b,c", "--random=d:e"));

    assertThat(options.port()).isEqualTo(1);
    assertThat(options.all("random")).containsExactly("a:b,c", "d:e");
    assertThat(options.one("identity")).isEmpty();
  }

  @Test
  void refusesWhatIsNoOption() {
    assertThatThrownBy(() -> Options.of(List.of("port=1"))).hasMessageContaining("--name=value");
    assertThatThrownBy(() -> Options.of(List.of("--port"))).hasMessageContaining("--name=value");
    assertThatThrownBy(() -> Options.of(List.of("--port=x")).port())
        .hasMessageContaining("is no number");
  }

  @Test
  void namesTheOptionThatIsMissing() {
    assertThatThrownBy(() -> Options.of(List.of()).required("url")).hasMessageContaining("--url=");
  }

  @Test
  void readsASecretAndNamesTheKeyThatIsMissing() throws IOException {
    Files.writeString(folder.resolve("viz"), "word\n");
    Options options = Options.of(List.of("--passwords=" + folder));

    assertThat(options.secret("passwords", "viz")).isEqualTo("word");
    assertThatThrownBy(() -> options.secret("passwords", "query"))
        .hasMessageContaining("lacks the key 'query'");
  }
}
