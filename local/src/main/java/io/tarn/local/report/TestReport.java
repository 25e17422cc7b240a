package io.tarn.local.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Counts the tests of all modules from the reports of Surefire and Failsafe, names those that were
 * skipped, and fails if one failed or none ran. Run from its source, so that it also works after a
 * build that failed; it uses nothing but the JDK.
 */
public final class TestReport {
  private static final Set<String> REPORTS = Set.of("surefire-reports", "failsafe-reports");
  private static final Set<String> NOT_ENTERED = Set.of("src", "node_modules", ".git", ".tarn");

  private TestReport() {}

  /** The tests of a module. */
  record Counts(int run, int failed, int skipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(run + other.run, failed + other.failed, skipped + other.skipped);
    }
  }

  /** What the reports say: counts by module, and the names of tests. */
  record Summary(SortedMap<String, Counts> modules, List<String> failed, List<String> skipped) {
    Counts total() {
      return modules.values().stream().reduce(Counts.NONE, Counts::plus);
    }
  }

  public static void main(String[] arguments) throws IOException, XMLStreamException {
    Summary summary = read(Path.of(arguments[0]));
    lines(summary).forEach(System.out::println);
    Counts total = summary.total();
    System.exit(total.failed() > 0 || total.run() == 0 ? 1 : 0);
  }

  /** Reads all reports below the folder of the project. */
  static Summary read(Path project) throws IOException, XMLStreamException {
    Summary summary = new Summary(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    for (Path folder : reportFolders(project)) {
      Path module = folder.resolve("../..").normalize();
      String name = project.relativize(module).toString();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String fileName = file.getFileName().toString();
          if (fileName.startsWith("TEST-") && fileName.endsWith(".xml")) {
            summary.modules().merge(name, suite(file, summary), Counts::plus);
          }
        }
      }
    }
    return summary;
  }

  private static List<Path> reportFolders(Path project) throws IOException {
    List<Path> folders = new ArrayList<>();
    Files.walkFileTree(
        project,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            if (REPORTS.contains(name)) {
              folders.add(folder);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return NOT_ENTERED.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }
        });
    return folders;
  }

  private static Counts suite(Path file, Summary summary) throws IOException, XMLStreamException {
    Counts counts = Counts.NONE;
    String test = "";
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (var stream = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(stream);
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (reader.getLocalName()) {
          case "testsuite" -> counts = counts.plus(counts(reader));
          case "testcase" ->
              test =
                  reader.getAttributeValue(null, "classname")
                      + "."
                      + reader.getAttributeValue(null, "name");
          case "failure", "error" -> summary.failed().add(test);
          case "skipped" -> {
            String reason = reader.getAttributeValue(null, "message");
            summary.skipped().add(reason == null ? test : test + ": " + reason);
          }
          default -> {
            continue;
          }
        }
      }
    }
    return counts;
  }

  private static Counts counts(XMLStreamReader suite) {
    return new Counts(
        number(suite, "tests"),
        number(suite, "failures") + number(suite, "errors"),
        number(suite, "skipped"));
  }

  private static int number(XMLStreamReader element, String attribute) {
    String value = element.getAttributeValue(null, attribute);
    return value == null ? 0 : Integer.parseInt(value);
  }

  /** The report as lines of text. */
  static List<String> lines(Summary summary) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("%-24s %8s %8s %8s".formatted("Tests", "run", "failed", "skipped"));
    summary.modules().forEach((module, counts) -> lines.add(row(module, counts)));
    lines.add(row("in all", summary.total()));
    for (String test : summary.failed()) {
      lines.add("FAILED   " + test);
    }
    for (String test : summary.skipped()) {
      lines.add("SKIPPED  " + test);
    }
    if (summary.total().run() == 0) {
      lines.add("No test was run.");
    }
    return lines;
  }

  private static String row(String name, Counts counts) {
    return "%-24s %8d %8d %8d".formatted(name, counts.run(), counts.failed(), counts.skipped());
  }
}
