package io.tarn.rest.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionRulesTest {
  private static final String SECRET = "q8Zt3nVb6LxRw2KdYp7Hs4Jm9Cf5Gu1A";

  @TempDir Path folder;
  private final Map<String, String> settings = new TreeMap<>();

  /** What a production installation on AWS says. */
  @BeforeEach
  void goodSettings() throws IOException {
    settings.putAll(
        Map.of(
            "tarn.database.url", "jdbc:postgresql://db.example.org:5432/tarn?sslmode=verify-full",
            "tarn.database.user", "ingest",
            "tarn.database.password", SECRET,
            "tarn.s3.credentials", "default",
            "tarn.catalog.url", "https://tarn-catalog-service:8443",
            "tarn.identity.private-key", secretFile("key.jwk", "{}").toString(),
            "quarkus.http.host", "0.0.0.0",
            "quarkus.http.insecure-requests", "disabled",
            "quarkus.oidc.tenant-enabled", "true",
            "quarkus.oidc.auth-server-url", "https://login.example.org/realms/lake"));
  }

  private Path secretFile(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  private ProductionRules rules() {
    return new ProductionRules(key -> Optional.ofNullable(settings.get(key)), settings.keySet());
  }

  private static List<String> keys(List<UnsafeSetting> unsafe) {
    return unsafe.stream().map(UnsafeSetting::key).toList();
  }

  private void refusesOnly(String key) {
    assertThat(keys(rules().refusals())).containsExactly(key);
  }

  @Test
  void passesAGoodConfiguration() {
    assertThat(rules().refusals()).isEmpty();
    assertThat(rules().warnings()).isEmpty();
  }

  @Test
  void saysWhatToDo() {
    settings.put("tarn.database.url", "jdbc:postgresql://db.example.org/tarn");
    assertThat(rules().refusals().getFirst().toString())
        .startsWith("tarn.database.url: ")
        .contains("sslmode=verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example.org/tarn",
        "jdbc:postgresql://db.example.org/tarn?sslmode=require",
        "jdbc:postgresql://db.example.org/tarn?ssl=true&sslmode=prefer",
        "jdbc:postgresql://db.example.org/tarn?sslmode=verify-full"
            + "&sslfactory=org.postgresql.ssl.NonValidatingFactory",
        "jdbc:postgresql://127.0.0.1,db.example.org/tarn"
      })
  void refusesADatabaseThatIsNotVerified(String url) {
    settings.put("tarn.database.url", url);
    refusesOnly("tarn.database.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:5432/tarn",
        "jdbc:postgresql://localhost/tarn",
        "jdbc:postgresql:tarn",
        "jdbc:postgresql://[::1]:5432/tarn",
        "jdbc:postgresql://a,b/tarn?user=x&sslmode=verify-ca"
      })
  void allowsADatabaseOnThisHostOrVerified(String url) {
    settings.put("tarn.database.url", url);
    assertThat(rules().refusals()).isEmpty();
  }

  @Test
  void findsTheDatabasesModeAmongTheDriversProperties() {
    settings.put("tarn.database.url", "jdbc:postgresql://db.example.org/tarn");
    settings.put("quarkus.datasource.jdbc.additional-jdbc-properties.sslmode", "verify-full");
    assertThat(rules().refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tarn.s3.endpoint",
        "tarn.ingest.url",
        "tarn.catalog.url",
        "tarn.query.url",
        "quarkus.oidc.auth-server-url",
        "tarn.oidc.page"
      })
  void refusesPlainHttpBeyondThisMachine(String key) {
    settings.put(key, "http://somewhere:8080");
    refusesOnly(key);
    settings.put(key, "http://127.0.0.1:8080");
    assertThat(rules().refusals()).isEmpty();
    settings.put(key, "https://somewhere:8443");
    assertThat(rules().refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tarn.database.password,ingest",
    "tarn.database.password,role-password-of-the-lake",
    "tarn.database.password,short1234",
    "tarn.s3.secret-key,minioadmin",
    "tarn.s3.secret-key,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "tarn.s3.secret-key,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  })
  void refusesSecretsThatCanBeGuessed(String key, String secret) {
    settings.put(key, secret);
    refusesOnly(key);
    assertThat(rules().refusals().toString()).doesNotContain(secret + ".");
  }

  @Test
  void refusesToListenInPlainText() {
    settings.remove("quarkus.http.insecure-requests");
    refusesOnly("quarkus.http.insecure-requests");
    settings.put("quarkus.http.insecure-requests", "redirect");
    refusesOnly("quarkus.http.insecure-requests");
    settings.put("quarkus.http.host", "127.0.0.1");
    assertThat(rules().refusals()).isEmpty();
  }

  @Test
  void refusesKeysThatOthersCanRead() throws IOException {
    Path key = Path.of(settings.get("tarn.identity.private-key"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    refusesOnly("tarn.identity.private-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "changeme-0123456789-abcdefghijklmnop"
      })
  void refusesABootstrapSecretThatCanBeGuessed(String secret) throws IOException {
    settings.put("tarn.bootstrap.key-file", secretFile("bootstrap", secret).toString());
    refusesOnly("tarn.bootstrap.key-file");
  }

  @Test
  void refusesABootstrapSecretThatIsNotThere() {
    settings.put("tarn.bootstrap.key-file", folder.resolve("missing").toString());
    refusesOnly("tarn.bootstrap.key-file");
  }

  @Test
  void warnsOfABootstrapSecretThatStays() throws IOException {
    settings.put("tarn.bootstrap.key-file", secretFile("bootstrap", SECRET).toString());
    assertThat(rules().refusals()).isEmpty();
    assertThat(keys(rules().warnings())).containsExactly("tarn.bootstrap.key-file");
  }

  @Test
  void warnsOfTracesInPlainText() {
    settings.put("quarkus.otel.sdk.disabled", "false");
    settings.put("quarkus.otel.exporter.otlp.endpoint", "http://collector:4317");
    assertThat(keys(rules().warnings())).containsExactly("quarkus.otel.exporter.otlp.endpoint");
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.tls.trust-all,true",
    "quarkus.tls.pods.trust-all,true",
    "quarkus.tls.\"pods\".hostname-verification-algorithm,NONE",
    "quarkus.oidc.token.audience,any",
    "quarkus.oidc.tls.verification,none",
    "tarn.store.folder,/data"
  })
  void refusesChecksThatAreSwitchedOff(String key, String value) {
    settings.put(key, value);
    refusesOnly(key);
  }

  @Test
  void refusesEveryOrigin() {
    settings.put("quarkus.http.cors.enabled", "true");
    settings.put("quarkus.http.cors.origins", "*");
    refusesOnly("quarkus.http.cors.origins");
  }

  @Test
  void namesAllFaultsAtOnce() {
    settings.put("tarn.s3.endpoint", "http://store:9000");
    settings.put("tarn.catalog.url", "http://catalog:8080");
    assertThat(keys(rules().refusals())).containsExactly("tarn.s3.endpoint", "tarn.catalog.url");
  }
}
