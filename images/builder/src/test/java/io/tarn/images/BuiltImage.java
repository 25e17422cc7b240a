package io.tarn.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What an image archive holds.
 *
 * @param config the image's configuration
 * @param files the mode of each file of all layers, by path
 */
record BuiltImage(JsonNode config, Map<String, Integer> files) {
  static BuiltImage read(Path archive) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    try (InputStream stream = Files.newInputStream(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        parts.put(entry.getName(), tar.readAllBytes());
      }
    }
    ObjectMapper json = new ObjectMapper();
    JsonNode manifest = json.readTree(parts.get("manifest.json")).get(0);
    Map<String, Integer> files = new TreeMap<>();
    for (JsonNode layer : manifest.path("Layers")) {
      byte[] bytes = Objects.requireNonNull(parts.get(layer.asText()));
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          if (!entry.isDirectory()) {
            files.put("/" + entry.getName().replaceFirst("^/", ""), entry.getMode() & 0777);
          }
        }
      }
    }
    return new BuiltImage(json.readTree(parts.get(manifest.path("Config").asText())), files);
  }
}
