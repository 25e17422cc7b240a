package io.tarn.testkit;

import io.tarn.embedded.Durably;
import io.tarn.embedded.IdentityKeys;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.ObjectStoreOptions;
import io.tarn.embedded.ObjectStoreServer;
import io.tarn.embedded.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real servers of one test class: a fresh database, an object store of its own, and the
 * services' key pairs. As a JUnit extension it starts and stops with the class:
 *
 * <pre>{@code
 * @RegisterExtension static final TestServers SERVERS = new TestServers();
 * }</pre>
 */
public final class TestServers implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private SharedPostgres.@Nullable Database database;
  private @Nullable Path folder;
  private @Nullable ObjectStoreServer store;
  private @Nullable IdentityKeys keys;

  /** Starts everything; returns itself. */
  public TestServers start() throws IOException, InterruptedException, SQLException {
    Path made = Files.createTempDirectory("tarn-test-");
    folder = made;
    database = SharedPostgres.freshDatabase();
    store = ObjectStoreServer.start(ObjectStoreOptions.in(made.resolve("objects")));
    keys = IdentityKeys.in(made.resolve("keys"));
    System.setProperty(TestTokens.FOLDER_PROPERTY, made.resolve("keys").toString());
    return this;
  }

  /** The settings of a service on these servers, by the names of their configuration keys. */
  public Map<String, String> settings(LakeService service) {
    SharedPostgres.Database at = started(database);
    return ServiceSettings.of(service, at.url(), at.rolePassword(), store(), started(keys));
  }

  /** The JDBC address of the database. */
  public String databaseUrl() {
    return started(database).url();
  }

  /** The password of each service's role; its name is the service's schema. */
  public String databasePassword() {
    return started(database).rolePassword();
  }

  /** A connection to the database as superuser, to look from outside; the caller closes it. */
  public Connection connect() throws SQLException {
    return SharedPostgres.connect(started(database));
  }

  public ObjectStoreServer store() {
    return started(store);
  }

  public TestTokens tokens() {
    return new TestTokens(started(keys));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    close();
  }

  /** Stops the object store and removes its files; PostgreSQL stays for the next class. */
  @Override
  public void close() throws IOException {
    if (store != null) {
      store.close();
    }
    if (folder != null) {
      Durably.deleteTree(folder);
    }
  }

  private static <T> T started(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("The test servers were not started");
    }
    return value;
  }
}
