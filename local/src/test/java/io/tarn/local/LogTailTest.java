package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path temp;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
  private Path file;

  @BeforeEach
  void writeLog() throws Exception {
    file = Files.writeString(temp.resolve("x.log"), "one\ntwo\n한글\n");
  }

  private String printed() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }

  @Test
  void printsTheLastLines() throws Exception {
    new LogTail(file, "x: ").printLast(2, out);
    assertThat(printed()).isEqualTo("x: two\nx: 한글\n");
  }

  @Test
  void printsNewLinesOnceTheyAreWhole() throws Exception {
    LogTail tail = new LogTail(file, "");
    tail.printLast(0, out);
    Files.writeString(file, "four\nfi", StandardOpenOption.APPEND);
    tail.printNew(out);
    assertThat(printed()).isEqualTo("four\n");
    Files.writeString(file, "ve\n", StandardOpenOption.APPEND);
    tail.printNew(out);
    assertThat(printed()).isEqualTo("five\n");
  }

  @Test
  void beginsAnewWhenTheLogHasRolled() throws Exception {
    LogTail tail = new LogTail(file, "");
    tail.printLast(0, out);
    Files.writeString(file, "new\n");
    tail.printNew(out);
    assertThat(printed()).isEqualTo("new\n");
  }
}
