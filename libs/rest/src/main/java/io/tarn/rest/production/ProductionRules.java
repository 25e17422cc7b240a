package io.tarn.rest.production;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What production does not start with. Looks at settings and at the files that they name. */
final class ProductionRules {
  /** A generated secret has 128 bits or more: 22 characters of base64, 32 of hex. */
  private static final int MIN_SECRET = 20;

  private static final int MIN_BOOTSTRAP = 32;
  private static final int MIN_DISTINCT = 10;

  /** Parts of secrets that examples and trial installations of databases and stores come with. */
  private static final Pattern WELL_KNOWN =
      Pattern.compile(
          "(?i).*(password|passwort|changeme|change-me|secret123|minioadmin|example).*");

  private static final List<String> SERVICES =
      List.of("tarn.ingest.url", "tarn.catalog.url", "tarn.query.url");

  private static final Pattern JDBC_HOSTS = Pattern.compile("jdbc:postgresql:(?://([^/?]*))?.*");
  private static final Pattern TRUST_ALL =
      Pattern.compile("quarkus\\.tls\\.(?:[^.]+\\.|\"[^\"]+\"\\.)?trust-all");
  private static final Pattern NO_HOST_CHECK =
      Pattern.compile("quarkus\\.tls\\.(?:[^.]+\\.|\"[^\"]+\"\\.)?hostname-verification-algorithm");

  private final Function<String, Optional<String>> settings;
  private final Iterable<String> names;
  private final List<UnsafeSetting> refusals = new ArrayList<>();
  private final List<UnsafeSetting> warnings = new ArrayList<>();

  /**
   * @param settings gives a key's value
   * @param names all keys that are set
   */
  ProductionRules(Function<String, Optional<String>> settings, Iterable<String> names) {
    this.settings = key -> settings.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    this.names = names;
    database();
    store();
    calls();
    listening();
    keys();
    bootstrap();
    identityProvider();
  }

  List<UnsafeSetting> refusals() {
    return List.copyOf(refusals);
  }

  /** What is allowed, but should not stay. */
  List<UnsafeSetting> warnings() {
    return List.copyOf(warnings);
  }

  private void database() {
    String key = "tarn.database.url";
    value(key)
        .filter(url -> !isLocalDatabase(url))
        .filter(
            url ->
                !Set.of("verify-full", "verify-ca").contains(databaseOption(url, "sslmode"))
                    || databaseOption(url, "sslfactory").endsWith(".NonValidatingFactory"))
        .ifPresent(
            url ->
                refuse(
                    key,
                    "the connection is not encrypted, or to a server that is not verified.",
                    "Add ?sslmode=verify-full, and &sslrootcert=<file> with its authority or"
                        + " &sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory for those that"
                        + " Java trusts."));
    secret(
        "tarn.database.password",
        value("tarn.database.user").orElse(""),
        "Give the role a random password of at least " + MIN_SECRET + " characters.");
  }

  private String databaseOption(String url, String name) {
    return parameter(url, name)
        .or(() -> value("quarkus.datasource.jdbc.additional-jdbc-properties." + name))
        .orElse("");
  }

  private void store() {
    plain("tarn.s3.endpoint", "Use the https address of the store.");
    secret(
        "tarn.s3.secret-key",
        value("tarn.s3.access-key").orElse(""),
        "Make a key of this service's own, or use its cloud role: tarn.s3.credentials=default.");
    if (value("tarn.store.folder").isPresent()) {
      refuse(
          "tarn.store.folder",
          "reads the store's folder past the store and its access rules.",
          "Leave it out: it is for a lake on one machine.");
    }
  }

  private void calls() {
    for (String key : SERVICES) {
      plain(
          key, "Use https, and name the certificates' configuration with tarn.tls.configuration.");
    }
    if (flag("quarkus.otel.sdk.disabled", true)
        || !isPlain("quarkus.otel.exporter.otlp.endpoint")) {
      return;
    }
    warnings.add(
        new UnsafeSetting(
            "quarkus.otel.exporter.otlp.endpoint",
            "traces leave this machine in plain text.",
            "Use the https address of a collector, or one on this host."));
  }

  private void listening() {
    String host = value("quarkus.http.host").orElse("127.0.0.1");
    if (!isLoopback(host)
        && !value("quarkus.http.insecure-requests").orElse("enabled").equals("disabled")) {
      refuse(
          "quarkus.http.insecure-requests",
          "keys and tokens are taken over plain HTTP on " + host + ".",
          "Set it to disabled, quarkus.http.ssl-port to a port, and"
              + " quarkus.http.tls-configuration-name to a configuration of certificates.");
    }
    if (flag("quarkus.http.cors.enabled", false)
        && value("quarkus.http.cors.origins")
            .filter(all -> all.matches("\\*|/\\.\\*/"))
            .isPresent()) {
      refuse(
          "quarkus.http.cors.origins",
          "every site may read the API with its visitors' rights.",
          "Name the origins that may.");
    }
    for (String name : names) {
      if (TRUST_ALL.matcher(name).matches() && flag(name, false)) {
        refuse(name, "any server is believed.", "Name the authorities: …trust-store.pem.certs.");
      }
      if (NO_HOST_CHECK.matcher(name).matches()
          && value(name).filter("NONE"::equalsIgnoreCase).isPresent()) {
        refuse(name, "a certificate for any host is believed.", "Leave it out.");
      }
    }
  }

  private void keys() {
    privateFile("tarn.identity.private-key");
  }

  private void bootstrap() {
    String key = "tarn.bootstrap.key-file";
    Path file = value(key).map(Path::of).orElse(null);
    if (file == null) {
      return;
    }
    privateFile(key);
    warnings.add(
        new UnsafeSetting(
            key,
            "whoever has this file is an administrator.",
            "Leave it out as soon as there is an administrator's key, or OIDC."));
    try {
      String secret = Files.readString(file).strip();
      if (secret.length() < MIN_BOOTSTRAP || isWeak(secret)) {
        refuse(
            key,
            "the secret in " + file + " can be guessed.",
            "Write at least " + MIN_BOOTSTRAP + " random characters: openssl rand -hex 32.");
      }
    } catch (IOException e) {
      refuse(key, file + " cannot be read (" + e.getClass().getSimpleName() + ").", "Mount it.");
    }
  }

  private void identityProvider() {
    if (!flag("quarkus.oidc.tenant-enabled", false)) {
      return;
    }
    plain("quarkus.oidc.auth-server-url", "Use the https address of the identity provider.");
    plain("quarkus.oidc.jwks-path", "Use the https address of the keys.");
    plain("tarn.oidc.page", "Use the https address of the page.");
    if (value("quarkus.oidc.token.audience").filter("any"::equals).isPresent()) {
      refuse(
          "quarkus.oidc.token.audience",
          "tokens that were issued for other applications are believed.",
          "Name this lake's audience.");
    }
    if (value("quarkus.oidc.tls.verification").filter("none"::equalsIgnoreCase).isPresent()) {
      refuse(
          "quarkus.oidc.tls.verification", "any identity provider is believed.", "Leave it out.");
    }
  }

  private void plain(String key, String remedy) {
    if (isPlain(key)) {
      refuse(key, "plain HTTP leaves this machine.", remedy);
    }
  }

  private boolean isPlain(String key) {
    return value(key)
        .map(ProductionRules::uri)
        .filter(
            uri ->
                "http".equalsIgnoreCase(uri.getScheme())
                    && (uri.getHost() == null || !isLoopback(uri.getHost())))
        .isPresent();
  }

  private void secret(String key, String owner, String remedy) {
    value(key)
        .filter(
            secret ->
                secret.length() < MIN_SECRET || secret.equalsIgnoreCase(owner) || isWeak(secret))
        .ifPresent(secret -> refuse(key, "the secret can be guessed.", remedy));
  }

  private void privateFile(String key) {
    value(key)
        .map(Path::of)
        .filter(ProductionRules::isOpenToOthers)
        .ifPresent(
            file ->
                refuse(
                    key,
                    file + " may be read by every user of this machine.",
                    "Take the right away: chmod o-rwx, or defaultMode 0440 of a mounted Secret."));
  }

  private void refuse(String key, String reason, String remedy) {
    refusals.add(new UnsafeSetting(key, reason, remedy));
  }

  private Optional<String> value(String key) {
    return settings.apply(key);
  }

  private boolean flag(String key, boolean otherwise) {
    return value(key).map(Boolean::parseBoolean).orElse(otherwise);
  }

  private static boolean isWeak(String secret) {
    return WELL_KNOWN.matcher(secret).matches() || secret.chars().distinct().count() < MIN_DISTINCT;
  }

  private static boolean isLocalDatabase(String url) {
    Matcher hosts = JDBC_HOSTS.matcher(url);
    if (!hosts.matches()) {
      return false;
    }
    String list = hosts.group(1) == null ? "" : hosts.group(1);
    if (list.isEmpty()) {
      return true;
    }
    for (String each : list.split(",", -1)) {
      URI address = uri("x://" + each);
      if (address == null || address.getHost() == null || !isLoopback(address.getHost())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> parameter(String url, String name) {
    Matcher found = Pattern.compile("[?&]" + Pattern.quote(name) + "=([^&]*)").matcher(url);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static boolean isLoopback(String host) {
    String plain = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return plain.equals("localhost")
        || plain.equals("::1")
        || plain.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isOpenToOthers(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view != null
          && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException e) {
      return false; // that it is missing is told by whoever needs it
    }
  }
}
