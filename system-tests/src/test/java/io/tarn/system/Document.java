package io.tarn.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the project in Markdown, as far as it can be checked.
 *
 * @param path its place in the checkout
 * @param text all of it
 */
record Document(Path path, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");
  private static final Pattern ROW = Pattern.compile("^\\|(.*)\\|$", Pattern.MULTILINE);

  /**
   * A fenced block.
   *
   * @param language what stands behind the fence; empty if nothing does
   */
  record Block(String language, String text) {}

  static Document of(String place) {
    return of(Checkout.root().resolve(place));
  }

  private static Document of(Path path) {
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents that people read: those of the project, of its folders, and of the page. */
  static List<Document> all() throws IOException {
    Path root = Checkout.root();
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("", "bench", "viz-gateway/src/main/webui")) {
      found.addAll(markdown(root.resolve(folder), 1));
    }
    for (String folder : List.of("docs", "examples", "helm", "k8s", "terraform")) {
      found.addAll(markdown(root.resolve(folder), Integer.MAX_VALUE));
    }
    return found.stream().sorted().map(Document::of).toList();
  }

  private static Collection<Path> markdown(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  /** Its place in the checkout, for messages. */
  @Override
  public String toString() {
    return Checkout.root().relativize(path).toString();
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), found.group(2)))
        .toList();
  }

  /** The texts of the blocks in a language. */
  List<String> blocks(String language) {
    return blocks().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** What is written as code inside of sentences. */
  List<String> code() {
    return CODE.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** Where its links lead. */
  List<String> links() {
    return LINK.matcher(prose()).results().map(found -> found.group(1)).toList();
  }

  /** The first cell of each row of its tables. */
  List<String> firstCells() {
    Matcher rows = ROW.matcher(prose());
    List<String> cells = new ArrayList<>();
    while (rows.find()) {
      cells.add(rows.group(1).split("(?<!\\\\)\\|", 2)[0].strip());
    }
    return cells;
  }

  /** The text below a heading, up to the next of the same rank or a higher one. */
  String section(String heading) {
    Matcher start =
        Pattern.compile("^(#+) " + Pattern.quote(heading) + "$", Pattern.MULTILINE).matcher(text);
    if (!start.find()) {
      throw new IllegalArgumentException(this + " has no section '" + heading + "'");
    }
    Matcher end =
        Pattern.compile("^#{1," + start.group(1).length() + "} ", Pattern.MULTILINE).matcher(text);
    return text.substring(start.end(), end.find(start.end()) ? end.start() : text.length());
  }

  private String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }
}
