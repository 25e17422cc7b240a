package io.tarn.catalog.iceberg;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.view.ViewMetadata;
import org.apache.iceberg.view.ViewMetadataParser;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Parsed metadata files by their locations. A metadata file never changes, so nothing here is ever
 * stale; what was not used for longest goes when the memory is full. Thread-safe.
 */
@ApplicationScoped
public class MetadataCache {
  /**
   * How much memory the objects take for each byte of JSON, measured on tables of 100 snapshots.
   */
  private static final int OBJECT_BYTES_PER_JSON_BYTE = 3;

  private static final int NOT_FOUND = 404;

  private final FileIO files;
  private final int maxBytes;
  private final Cache<String, Parsed> parsed;

  MetadataCache(FileIO files, IcebergConfig config) {
    this.files = files;
    this.maxBytes = Math.toIntExact(config.maxMetadata().asLongValue());
    this.parsed =
        Caffeine.newBuilder()
            .maximumWeight(config.metadataCache().asLongValue())
            .weigher((String location, Parsed each) -> each.weight())
            .build();
  }

  private record Parsed(Object metadata, int weight) {
    static Parsed of(Object metadata, int jsonLength) {
      return new Parsed(metadata, 1000 + OBJECT_BYTES_PER_JSON_BYTE * jsonLength);
    }
  }

  /**
   * The metadata of a table.
   *
   * @throws NotFoundException if there is no such file
   * @throws ValidationException if the file is no metadata file, or too large
   */
  TableMetadata table(String location) {
    Parsed found = parsed.getIfPresent(location);
    if (found == null || !(found.metadata() instanceof TableMetadata metadata)) {
      return table(location, read(location));
    }
    return metadata;
  }

  /** The metadata of a view; throws as {@link #table}. */
  ViewMetadata view(String location) {
    Parsed found = parsed.getIfPresent(location);
    if (found == null || !(found.metadata() instanceof ViewMetadata metadata)) {
      String json = read(location);
      ViewMetadata read = parse(location, () -> ViewMetadataParser.fromJson(location, json));
      parsed.put(location, Parsed.of(read, json.length()));
      return read;
    }
    return metadata;
  }

  /** Remembers what was just written. */
  void written(String location, TableMetadata metadata) {
    table(location, TableMetadataParser.toJson(metadata));
  }

  /** Forgets what nobody will ask for again. */
  void forget(String location) {
    parsed.invalidate(location);
  }

  private TableMetadata table(String location, String json) {
    TableMetadata read = parse(location, () -> TableMetadataParser.fromJson(location, json));
    parsed.put(location, Parsed.of(read, json.length()));
    return read;
  }

  private static <T> T parse(String location, java.util.function.Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException e) {
      throw new ValidationException(e, "%s is no metadata file of Iceberg's", location);
    }
  }

  private String read(String location) {
    byte[] bytes;
    try (InputStream file = open(location)) {
      bytes = file.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new RuntimeIOException(e, "Cannot read %s", location);
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        throw new NotFoundException(e, "There is no file %s", location);
      }
      throw e;
    }
    if (bytes.length > maxBytes) {
      throw new ValidationException(
          "%s has more than %s bytes, the limit of tarn.iceberg.max-metadata", location, maxBytes);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private InputStream open(String location) throws IOException {
    InputStream file = files.newInputFile(location).newStream();
    boolean gzip = location.endsWith(".gz.metadata.json") || location.endsWith(".metadata.json.gz");
    return gzip ? new GZIPInputStream(file) : file;
  }
}
