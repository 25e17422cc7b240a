package io.tarn.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.embedded.LakeService;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.lake.CatalogConnection;
import io.tarn.lake.DuckTypes;
import io.tarn.lake.LakeProperties;
import io.tarn.lake.LakeReader;
import io.tarn.lake.LocalFolder;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Real servers and a catalog as a process for one test class, which starts ingest services on them,
 * and what it takes to look into the tables. As a JUnit extension it starts and stops with the
 * class.
 */
public final class Lake implements BeforeAllCallback, AfterAllCallback {
  private static final Caller READER = new Caller("reader", Role.VIEWER);
  private static final int HEAP_MEGABYTES = 256;

  private final TestServers servers = new TestServers();
  private final List<ServiceProcess> ingests = new ArrayList<>();
  private ServiceProcess catalog;
  private S3Client s3;
  private CatalogConnection connection;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    servers.start();
    catalog = ServiceProcess.start(servers, LakeService.CATALOG, 192, Map.of());
    s3 = client();
    connection = connect(catalog.address());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    stopIngests();
    connection.close();
    s3.close();
    catalog.close();
    servers.close();
  }

  public TestServers servers() {
    return servers;
  }

  public URI catalogAddress() {
    return catalog.address();
  }

  public S3Client s3() {
    return s3;
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(servers.store().endpoint())
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .httpClientBuilder(ApacheHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    servers.store().accessKey(), servers.store().secretKey())))
        .build();
  }

  /** A client of the catalog; the caller closes it. */
  public CatalogConnection connect(URI address) throws NoSuchAlgorithmException {
    return new CatalogConnection(
        address,
        s3,
        caller ->
            Map.of(
                "Authorization",
                servers.tokens().bearer("catalog-service", caller.principal(), caller.role())),
        SSLContext.getDefault());
  }

  /** Stops all ingest services; those of later tests would share their work with them. */
  public void stopIngests() {
    ingests.forEach(ServiceProcess::close);
    ingests.clear();
  }

  /** The folder in which the ingest service works that was started as the n-th, from 0. */
  public Path workFolder(int n) {
    return servers.store().folder().resolveSibling("work-" + n);
  }

  /** An ingest service of its own; stopped with the class. */
  public ServiceProcess ingest(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tarn.catalog.url", catalog.address().toString());
    settings.put("tarn.load.folder", workFolder(ingests.size()).toString());
    settings.put("tarn.load.lease", "2s");
    settings.putAll(more);
    ServiceProcess ingest =
        ServiceProcess.start(servers, LakeService.INGEST, HEAP_MEGABYTES, settings);
    ingests.add(ingest);
    return ingest;
  }

  public Api api(ServiceProcess ingest) {
    return new Api(ingest.address(), servers.tokens());
  }

  /** The present snapshot of a table of the database {@code shop}. */
  public Optional<TableSnapshot> snapshot(String table) {
    return new LakeReader(connection).snapshot(READER, new TableName("shop", table));
  }

  /** The table's columns, as {@code id bigint}. */
  public List<String> columns(String table) {
    return snapshot(table).orElseThrow().columns().stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }

  /** How many rows the files of the present snapshot have. */
  public long count(String table) {
    return snapshot(table).orElseThrow().files().stream().mapToLong(DataFile::rows).sum();
  }

  /** All rows of a table, read by field ids as an engine does. */
  public List<List<Object>> rows(String table) {
    return query("SELECT * FROM " + read(table) + " ORDER BY ALL");
  }

  private static Connection duck() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("autoinstall_known_extensions", "false");
    return new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  /** Lets DuckDB do something that gives no rows, as write a file. */
  public void execute(String sql) {
    try (Connection duck = duck();
        Statement statement = duck.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a query of DuckDB's. */
  public List<List<Object>> query(String sql) {
    try (Connection duck = duck();
        Statement statement = duck.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      List<List<Object>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(value(result, i));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** DuckDB's table function that reads the present snapshot of a table. */
  public String read(String table) {
    TableSnapshot snapshot = snapshot(table).orElseThrow();
    List<URI> files = snapshot.files().stream().map(DataFile::uri).toList();
    LocalFolder folder = new LocalFolder(servers.store().folder(), List.of("curated"));
    try (var lease = folder.open(files)) {
      return "read_parquet([%s], schema = MAP{%s})"
          .formatted(
              files.stream()
                  .map(uri -> DuckTypes.literal(lease.path(uri).toString()))
                  .collect(Collectors.joining(", ")),
              snapshot.columns().stream().map(Lake::byId).collect(Collectors.joining(", ")));
    }
  }

  private static String byId(Column column) {
    return "%d: {name: %s, type: %s, default_value: NULL}"
        .formatted(
            column.id(),
            DuckTypes.literal(column.name()),
            DuckTypes.literal(DuckTypes.text(column.type())));
  }

  private static Object value(ResultSet result, int i) throws SQLException {
    if (result.getObject(i) == null) {
      return null;
    }
    return switch (result.getMetaData().getColumnTypeName(i)) {
      case "DATE" -> result.getObject(i, java.time.LocalDate.class);
      case "TIMESTAMP" -> result.getObject(i, LocalDateTime.class);
      case "TIMESTAMP WITH TIME ZONE" -> result.getObject(i, OffsetDateTime.class).toInstant();
      default -> result.getObject(i);
    };
  }

  /** How many snapshots of the table bring a load, by its id. */
  public Map<String, Long> commits(String table) {
    List<String> ids = new ArrayList<>();
    for (JsonNode snapshot : metadata(table).path("snapshots")) {
      String text = snapshot.path("summary").path(LakeProperties.LOAD_IDS).asText();
      if (!text.isEmpty()) {
        ids.addAll(List.of(text.split(",", -1)));
      }
    }
    return ids.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  private JsonNode metadata(String table) {
    HttpRequest request =
        HttpRequest.newBuilder(
                catalog.address().resolve("/iceberg/v1/namespaces/shop/tables/" + table))
            .header(
                "Authorization", servers.tokens().bearer("catalog-service", "reader", Role.VIEWER))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body()).path("metadata");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
