package io.tarn.catalog.iceberg;

import io.tarn.catalog.BucketsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.BadRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Where tables lie: each new one in a folder that no table ever had, in the curated bucket; those
 * that clients place lie in a bucket that is allowed.
 */
@ApplicationScoped
public class Locations {
  private static final Pattern S3 = Pattern.compile("s3[an]?://([^/]+)(?:/(.*))?");

  /** A path segment has at most 255 bytes in a file system; the suffix takes nine. */
  private static final int MAX_NAME = 200;

  private static final Set<String> PATH_PROPERTIES =
      Set.of(
          TableProperties.WRITE_DATA_LOCATION,
          TableProperties.WRITE_METADATA_LOCATION,
          "write.folder-storage.path",
          "write.object-storage.path");

  private final String warehouse;
  private final Set<String> buckets;

  Locations(BucketsConfig buckets, IcebergConfig config) {
    this.warehouse = "s3://" + buckets.curated();
    Set<String> allowed = new HashSet<>(config.moreBuckets().orElse(Set.of()));
    allowed.add(buckets.curated());
    this.buckets = Set.copyOf(allowed);
  }

  /** The root of all tables, without a slash at its end. */
  String warehouse() {
    return warehouse;
  }

  /** A new folder for a table, below its database's. */
  static String fresh(String databaseLocation, String table) {
    String name = table.length() > MAX_NAME ? table.substring(0, MAX_NAME) : table;
    String suffix = UUID.randomUUID().toString().substring(0, 8);
    String base = databaseLocation.replaceAll("/+$", "");
    return base + "/" + name + "-" + suffix;
  }

  /**
   * @param what names the value in the message
   * @throws BadRequestException if the location is not in a bucket that is allowed
   */
  void check(String what, @Nullable String location) {
    if (location == null) {
      return;
    }
    Matcher parts = S3.matcher(location);
    if (!parts.matches()
        || !buckets.contains(parts.group(1))
        || (parts.group(2) != null && leavesTheBucket(parts.group(2)))) {
      throw new BadRequestException(
          "%s: '%s' is not allowed here: give a location in %s, or none.",
          what, location, String.join(", ", buckets.stream().map(each -> "s3://" + each).toList()));
    }
  }

  /** Checks those properties that send an engine's or the catalog's files elsewhere. */
  void check(Map<String, String> properties) {
    PATH_PROPERTIES.forEach(name -> check(name, properties.get(name)));
  }

  private static boolean leavesTheBucket(String key) {
    return Arrays.stream(key.split("/", -1))
        .anyMatch(part -> part.equals("..") || part.equals("."));
  }
}
