package io.tarn.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder of data files, each of which becomes the table that its name says, with a dashboard over
 * them.
 *
 * @param name the pack's name, which is its folder's, and the database's
 * @param tables the files
 * @param dashboards the dashboards' definitions
 */
record DemoPack(String name, List<Table> tables, List<Dashboard> dashboards) {
  private static final List<String> FORMATS = List.of(".csv", ".parquet");
  private static final List<String> COMPRESSIONS = List.of(".gz", ".zst");
  private static final String DASHBOARD = "dashboard.json";

  /** A file and the table that it becomes. */
  record Table(String name, Path file) {}

  /** A dashboard's definition and the id in it. */
  record Dashboard(String id, Path file) {}

  DemoPack {
    tables = List.copyOf(tables);
    dashboards = List.copyOf(dashboards);
  }

  static DemoPack read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new LauncherException(
          "The sample pack is not at %s: fetch the whole repository.".formatted(folder));
    }
    List<Table> tables = new ArrayList<>();
    List<Dashboard> dashboards = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(DASHBOARD)) {
          String id = new ObjectMapper().readTree(Files.readString(file)).path("id").asText();
          dashboards.add(new Dashboard(id, file));
        } else if (FORMATS.stream().anyMatch(withoutCompression(name)::endsWith)) {
          tables.add(new Table(table(name), file));
        }
      }
    }
    return new DemoPack(folder.getFileName().toString(), tables, dashboards);
  }

  /** {@code studentInfo.csv.gz} becomes {@code studentinfo}. */
  static String table(String fileName) {
    String name = withoutCompression(fileName);
    return name.substring(0, name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
  }

  private static String withoutCompression(String fileName) {
    for (String compression : COMPRESSIONS) {
      if (fileName.endsWith(compression)) {
        return fileName.substring(0, fileName.length() - compression.length());
      }
    }
    return fileName;
  }
}
