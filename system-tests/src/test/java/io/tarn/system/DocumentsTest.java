package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there. {@link DocumentsIT} tries what they say. */
class DocumentsTest {
  private static final Path ROOT = Checkout.root();

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern LINKED_FOLDER = Pattern.compile("\\[`[^`]+`]\\(([^)]+)/\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./tarn ([a-z]+)([^`\\n|#)]*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern CLASS = Pattern.compile("([A-Z][a-z0-9]+){2,}(IT)?");

  /** Classes of others that the documents speak of, and words that look like classes. */
  private static final Set<String> NOT_OURS = Set.of("EventSource", "JdbcCatalog");

  @Test
  void linksLeadToFilesThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Document document : Document.all()) {
      for (String link : document.links()) {
        String target = link.replaceAll("#.*", "");
        if (!target.isEmpty()
            && !target.matches("[a-z]+:.*")
            && Files.notExists(document.path().resolveSibling(target))) {
          broken.add(document + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void placesInTheCheckoutThatAreNamedExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Document document : Document.all()) {
      for (String code : document.code()) {
        int slash = code.indexOf('/');
        if (slash > 0
            && code.matches("[A-Za-z0-9_./-]+")
            && Files.isDirectory(ROOT.resolve(code.substring(0, slash)))
            && Files.notExists(ROOT.resolve(code))) {
          missing.add(document + ": " + code);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theModuleTablesHaveAllOfThePom() throws IOException {
    Set<String> modules =
        new TreeSet<>(
            MODULE
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList());
    for (String readme : List.of("README.md", "README.ko.md")) {
      Set<String> named = new TreeSet<>();
      for (String cell : Document.of(readme).firstCells()) {
        LINKED_FOLDER.matcher(cell).results().forEach(found -> named.add(found.group(1)));
      }
      assertThat(named).as(readme).containsAll(modules);
    }
  }

  @Test
  void commandsOfTheScriptExist() throws IOException {
    String script = Files.readString(ROOT.resolve("tarn"));
    String cases = script.substring(script.indexOf("case $command in"));
    Set<String> commands = new HashSet<>();
    Pattern.compile("^  ([a-z |-]+)\\)$", Pattern.MULTILINE)
        .matcher(cases)
        .results()
        .forEach(found -> commands.addAll(List.of(found.group(1).split(" \\| ", -1))));
    String options = script + sources("local/src/main") + sources("images/builder/src/main");
    List<String> unknown = new ArrayList<>();
    int seen = 0;
    for (Document document : Document.all()) {
      for (var found : COMMAND.matcher(document.text()).results().toList()) {
        seen++;
        if (!commands.contains(found.group(1))) {
          unknown.add(document + ": " + found.group());
        }
        OPTION
            .matcher(found.group(2))
            .results()
            .filter(option -> !options.contains(option.group()))
            .forEach(option -> unknown.add(document + ": " + found.group()));
      }
    }
    assertThat(seen).as("commands in documents").isGreaterThan(10);
    assertThat(unknown).isEmpty();
  }

  @Test
  void theKoreanReadmeSaysWhatTheEnglishOneDoes() {
    Document english = Document.of("README.md");
    Document korean = Document.of("README.ko.md");
    assertThat(korean.blocks()).isEqualTo(english.blocks());
    assertThat(counterparts(korean.links()))
        .containsExactlyInAnyOrderElementsOf(counterparts(english.links()));
    assertThat(new TreeSet<>(korean.code())).isEqualTo(new TreeSet<>(english.code()));
    assertThat(korean.text().lines().filter(line -> line.startsWith("#")))
        .hasSameSizeAs(english.text().lines().filter(line -> line.startsWith("#")).toList());
  }

  @Test
  void classesThatAreNamedExist() throws IOException {
    Set<String> classes = new HashSet<>(NOT_OURS);
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped =
                !folder.equals(ROOT)
                    && (name.startsWith(".")
                        || name.equals("target")
                        || name.equals("node_modules"));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(".java")) {
              classes.add(name.substring(0, name.length() - ".java".length()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    List<String> missing = new ArrayList<>();
    for (Document document : Document.all()) {
      for (String code : document.code()) {
        if (CLASS.matcher(code).matches() && !classes.contains(code)) {
          missing.add(document + ": " + code);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    Document list = Document.of("docs/adr/README.md");
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("README.md")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(list.links()).contains(name))
          .allSatisfy(
              name ->
                  assertThat(Document.of("docs/adr/" + name).text())
                      .contains("\n## Context\n", "\n## Decision\n", "\n## Consequences\n"));
    }
  }

  private static List<String> counterparts(List<String> links) {
    return links.stream().map(link -> link.replace("README.ko.md", "README.md")).toList();
  }

  private static String sources(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
