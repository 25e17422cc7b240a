package io.tarn.local;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The loopback ports of a lake, by what listens there. The gateway's is chosen by the user; the
 * others are free ones, kept from start to start as long as they stay free.
 */
final class LakePorts {
  static final int DEFAULT_GATEWAY = 8080;

  private static final String POSTGRES = "postgres";
  private static final String OBJECTS = "objects";
  private static final String MANAGEMENT = ".management";

  private final Map<String, Integer> ports;

  private LakePorts(Map<String, Integer> ports) {
    this.ports = Map.copyOf(ports);
  }

  /**
   * Chooses the ports.
   *
   * @param file where they are kept
   * @param gateway the gateway's port, 0 for that of the last start
   */
  static LakePorts choose(Path file, int gateway) throws IOException {
    Properties kept = read(file);
    Map<String, Integer> chosen = new TreeMap<>();
    String main = LakeService.GATEWAY.label();
    chosen.put(main, gateway != 0 ? gateway : kept(kept, main, DEFAULT_GATEWAY));
    List<String> missing = new ArrayList<>();
    for (String name : names()) {
      int port = kept(kept, name, 0);
      if (!name.equals(main) && port != 0 && !chosen.containsValue(port) && Ports.isFree(port)) {
        chosen.put(name, port);
      } else if (!name.equals(main)) {
        missing.add(name);
      }
    }
    Set<Integer> taken = new HashSet<>(chosen.values());
    List<Integer> free =
        Ports.free(missing.size() + taken.size()).stream()
            .filter(port -> !taken.contains(port))
            .toList();
    for (int i = 0; i < missing.size(); i++) {
      chosen.put(missing.get(i), free.get(i));
    }
    write(file, chosen);
    return new LakePorts(chosen);
  }

  int gateway() {
    return main(LakeService.GATEWAY);
  }

  int postgres() {
    return ports.getOrDefault(POSTGRES, 0);
  }

  int objects() {
    return ports.getOrDefault(OBJECTS, 0);
  }

  int main(LakeService service) {
    return ports.getOrDefault(service.label(), 0);
  }

  int management(LakeService service) {
    return ports.getOrDefault(service.label() + MANAGEMENT, 0);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(POSTGRES, OBJECTS));
    for (LakeService service : LakeService.values()) {
      names.add(service.label());
      names.add(service.label() + MANAGEMENT);
    }
    return names;
  }

  private static int kept(Properties properties, String name, int otherwise) {
    try {
      int port = Integer.parseInt(properties.getProperty(name, "0").strip());
      return port > 0 && port < 65_536 ? port : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties;
  }

  private static void write(Path file, Map<String, Integer> chosen) throws IOException {
    Properties properties = new Properties();
    chosen.forEach((name, port) -> properties.setProperty(name, port.toString()));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "The ports of this lake; kept while they are free");
    }
  }
}
