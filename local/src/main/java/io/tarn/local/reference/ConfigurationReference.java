package io.tarn.local.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code docs/configuration.md} from the {@code @ConfigMapping} interfaces and the services'
 * {@code application.properties}. Run from its source by {@code ./tarn docs}; it uses nothing but
 * the JDK.
 */
public final class ConfigurationReference {
  private static final List<String> SERVICES =
      List.of("ingest-service", "catalog-service", "query-service", "viz-gateway");

  private static final String HEAD =
      """
      # Configuration

      Written by `./tarn docs` from the interfaces that read these settings: change their comments, not this file.

      Each service reads, the later winning: its defaults; the properties file that `SMALLRYE_CONFIG_LOCATIONS` or
      `-Dquarkus.config.locations` names; the files in the folder that `SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS` names (one
      file for each key, named as the key, which holds the value: how Secrets are mounted); environment variables
      (`tarn.query.memory-bytes` is `TARN_QUERY_MEMORY_BYTES`); system properties (`-Dtarn.query.memory-bytes=…`). A key
      that is mistyped below a prefix of the service's own, or a value out of its range, stops the start with a message
      that names it.

      A *duration* is `500ms`, `10s`, `5m`, `7d` or ISO 8601 (`PT5M`), a *size* `24M`, a *list* is separated by commas.
      "All" means the four services; a key that a service does not know it ignores unless the prefix is its own.
      """;

  private static final String QUARKUS =
      """
      ## Quarkus' own

      The few settings of the framework that an operator needs; [Quarkus' reference](https://quarkus.io/guides/all-config)
      has all. Each service takes them.

      | key | value | default | what it does |
      | --- | --- | --- | --- |
      | `quarkus.http.host` | address | `127.0.0.1` | where the main port listens; `0.0.0.0` in a container |
      | `quarkus.http.port` | number | 8080 to 8083 | the main port in plain HTTP |
      | `quarkus.http.ssl-port` | number | `8443` | the main port in TLS, once there is a certificate |
      | `quarkus.http.insecure-requests` | `enabled`, `disabled`, `redirect` | `enabled` | whether plain HTTP is served; production wants `disabled` |
      | `quarkus.http.tls-configuration-name` | text | – | which `quarkus.tls.<name>` the main port shows |
      | `quarkus.tls.<name>.key-store.pem.<id>.cert`, `.key` | path | – | certificate chain and key, in PEM |
      | `quarkus.tls.<name>.trust-store.pem.certs` | list of paths | Java's | the authorities that are trusted |
      | `quarkus.tls.<name>.reload-period` | duration | – | how often renewed files are looked for |
      | `-Djavax.net.ssl.trustStore`, `…Password` | path, text | Java's | a system property (`JDK_JAVA_OPTIONS`): the authorities of an object store with a certificate of your own |
      | `quarkus.management.host`, `.port` | | `127.0.0.1` | health and metrics, never to be reached from outside |
      | `quarkus.shutdown.delay` | duration | – | after the signal to end: not ready, but still answering, so that balancers look away |
      | `quarkus.shutdown.timeout` | duration | `5S` | then: how long requests under way may take to end |
      | `quarkus.log.console.json.enabled` | `true`, `false` | `false` | logs as JSON, a line each |
      | `quarkus.log.level`, `quarkus.log.category."io.tarn".level` | level | `INFO` | how much is logged |
      | `quarkus.log.category."io.tarn.audit".level` | level | `INFO` | who read, wrote and granted what, a line of JSON for each request (in JSON logs the `message` of `loggerName` `io.tarn.audit`); `OFF` switches it off |
      | `quarkus.otel.sdk.disabled` | `true`, `false` | `true` | `false` switches traces on; log lines then carry `traceId` |
      | `quarkus.otel.exporter.otlp.endpoint` | address | – | the collector |
      | `quarkus.otel.exporter.otlp.protocol` | `grpc`, `http/protobuf` | `grpc` | how it is spoken to |
      | `quarkus.datasource.jdbc.max-size` | number | 10 to 16 | connections to PostgreSQL of one replica |
      | `quarkus.oidc.tenant-enabled` | `true`, `false` | `false` | viz-gateway: users sign in by tokens of an OpenID Connect provider |
      | `quarkus.oidc.auth-server-url` | address | – | viz-gateway: the provider's issuer |
      | `quarkus.oidc.client-id` | text | – | viz-gateway: the audience that tokens must have |
      | `quarkus.oidc.credentials.secret` | text | – | viz-gateway: the client's secret, if it is no public one, for signing in to the page |
      | `quarkus.oidc.token.audience` | list | the client id | viz-gateway: other audiences instead; for signing in to the page the client id has to be among them |
      | `quarkus.oidc.token.principal-claim` | text | `upn`, `preferred_username`, `sub` | viz-gateway: the claim with the user's name |
      | `quarkus.oidc.roles.role-claim-path` | text | `groups` | viz-gateway: the claim with the user's groups; a `/` goes deeper |
      | `quarkus.oidc.tls.tls-configuration-name` | text | – | viz-gateway: which `quarkus.tls.<name>` trusts the provider |
      """;

  private final List<SettingsGroup> groups;
  private final Map<String, String> properties;

  /**
   * @param properties the text of {@code application.properties} by service
   */
  ConfigurationReference(List<SettingsGroup> groups, Map<String, String> properties) {
    this.groups = groups;
    this.properties = properties;
  }

  /** Writes the file of the checkout whose folder is the argument. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path file = file(root);
    Files.writeString(file, of(root));
    System.out.println("Wrote " + file);
  }

  static Path file(Path root) {
    return root.resolve("docs/configuration.md");
  }

  /** The document of a checkout. */
  static String of(Path root) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    for (String service : SERVICES) {
      properties.put(
          service,
          Files.readString(root.resolve(service + "/src/main/resources/application.properties")));
    }
    return new ConfigurationReference(SettingsScanner.scan(root, sources(root)), properties).text();
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module :
        Stream.concat(SERVICES.stream(), Stream.of("libs/rest")).map(root::resolve).toList()) {
      try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains("@ConfigMapping(")) {
            sources.add(file);
          }
        }
      }
    }
    sources.sort(Comparator.naturalOrder());
    return sources;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    byPrefix()
        .forEach(
            (prefix, same) -> {
              text.append("\n## `").append(prefix).append("`\n\n");
              text.append(same.getFirst().text()).append("\n\n");
              text.append("| key | value | default | services | what it does |\n");
              text.append("| --- | --- | --- | --- | --- |\n");
              rows(same).forEach(row -> text.append(row).append('\n'));
            });
    return text.append('\n').append(QUARKUS).toString();
  }

  private Map<String, List<SettingsGroup>> byPrefix() {
    return groups.stream()
        .collect(Collectors.groupingBy(SettingsGroup::prefix, TreeMap::new, Collectors.toList()));
  }

  /** One row for each key; of several interfaces with one key, the first tells about it. */
  private List<String> rows(List<SettingsGroup> same) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (SettingsGroup group : same) {
      for (Setting setting : group.settings()) {
        settings.putIfAbsent(setting.key(), setting);
      }
    }
    return settings.values().stream().map(setting -> setting.row(users(same, setting))).toList();
  }

  private String users(List<SettingsGroup> same, Setting setting) {
    TreeSet<String> users = new TreeSet<>(Comparator.comparingInt(SERVICES::indexOf));
    for (SettingsGroup group : same) {
      if (group.settings().stream().anyMatch(each -> each.key().equals(setting.key()))) {
        users.addAll(SERVICES.contains(group.module()) ? List.of(group.module()) : SERVICES);
      }
    }
    for (String service : SERVICES) {
      if (properties.getOrDefault(service, "").contains("${" + setting.key())) {
        users.add(service);
      }
    }
    return users.size() == SERVICES.size()
        ? "all"
        : users.stream()
            .map(name -> name.substring(0, name.indexOf('-')).replace("viz", "gateway"))
            .collect(Collectors.joining(", "));
  }
}
