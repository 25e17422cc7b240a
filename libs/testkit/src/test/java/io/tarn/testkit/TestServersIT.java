package io.tarn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.embedded.LakeService;
import io.tarn.kernel.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestServersIT {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  @Test
  void eachServiceReachesItsOwnSchema() throws SQLException {
    for (LakeService service : LakeService.values()) {
      Map<String, String> settings = SERVERS.settings(service);
      try (Connection connection =
              DriverManager.getConnection(
                  settings.get("tarn.database.url"),
                  settings.get("tarn.database.user"),
                  settings.get("tarn.database.password"));
          var row = connection.createStatement().executeQuery("SELECT current_schema()")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo(service.schema());
      }
    }
  }

  @Test
  void otherServersShareTheProcessButNotTheDatabase() throws Exception {
    try (TestServers others = new TestServers().start();
        Connection here = SERVERS.connect();
        Connection there = others.connect()) {
      assertThat(others.databaseUrl()).isNotEqualTo(SERVERS.databaseUrl());
      assertThat(serverStart(there)).isEqualTo(serverStart(here));
    }
  }

  @Test
  void mintsTokensThatTheTrustedKeysVerify() throws Exception {
    String token = SERVERS.tokens().token("query-service", "kim", Role.ANALYST);
    JwtClaims claims = consumer("query-service").processToClaims(token);
    assertThat(claims.getIssuer()).isEqualTo("viz-gateway");
    assertThat(claims.getSubject()).isEqualTo("kim");
    assertThat(claims.getStringListClaimValue("groups"))
        .containsExactlyInAnyOrder("viewer", "analyst");
  }

  @Test
  void bindsTokensToTheirAudienceAndTime() throws Exception {
    String other = SERVERS.tokens().token("ingest-service", "kim", Role.ADMIN);
    String old =
        SERVERS
            .tokens()
            .token(
                LakeService.CATALOG,
                "query-service",
                "kim",
                Role.ADMIN,
                Instant.now().minusSeconds(1));
    for (String token : new String[] {other, old}) {
      assertThatThrownBy(() -> consumer("query-service").processToClaims(token))
          .isInstanceOf(InvalidJwtException.class);
    }
  }

  @Test
  void trustedKeysHoldNoPrivatePart() throws IOException {
    Path file = Path.of(SERVERS.settings(LakeService.QUERY).get("tarn.identity.trusted-keys"));
    assertThat(Files.readString(file)).contains("viz-gateway").doesNotContain("\"d\"");
  }

  private static JwtConsumer consumer(String audience) throws Exception {
    Path file = Path.of(SERVERS.settings(LakeService.QUERY).get("tarn.identity.trusted-keys"));
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(
            new JwksVerificationKeyResolver(
                new JsonWebKeySet(Files.readString(file)).getJsonWebKeys()))
        .setExpectedAudience(audience)
        .setRequireExpirationTime()
        .build();
  }

  private static String serverStart(Connection connection) throws SQLException {
    try (var row = connection.createStatement().executeQuery("SELECT pg_postmaster_start_time()")) {
      row.next();
      return row.getString(1);
    }
  }
}
