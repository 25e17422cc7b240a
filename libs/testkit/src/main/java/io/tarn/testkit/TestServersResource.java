package io.tarn.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tarn.embedded.LakeService;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real servers under a Quarkus application in test, which gets their settings:
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(value = TestServersResource.class,
 *     initArgs = @ResourceArg(name = "service", value = "query-service"))
 * }</pre>
 *
 * <p>The application and its management interface listen on free ports. Tokens that it accepts come
 * from {@link TestTokens#current}; a field of type {@link TestServers} in the test is filled.
 */
public final class TestServersResource implements QuarkusTestResourceLifecycleManager {
  private final TestServers servers = new TestServers();
  private @Nullable LakeService service;

  @Override
  public void init(Map<String, String> arguments) {
    String name = arguments.get("service");
    if (name == null) {
      throw new IllegalArgumentException(
          "Say which service is in test: initArgs = @ResourceArg(name = \"service\", value = …)");
    }
    service = LakeService.fromString(name);
  }

  @Override
  public Map<String, String> start() {
    if (service == null) {
      throw new IllegalStateException("init() was not called");
    }
    try {
      servers.start();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("The test servers did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Map<String, String> settings = new HashMap<>(servers.settings(service));
    settings.put("quarkus.http.test-port", "0");
    settings.put("quarkus.management.test-port", "0");
    return settings;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(servers, new TestInjector.MatchesType(TestServers.class));
  }

  @Override
  public void stop() {
    try {
      servers.close();
    } catch (IOException e) {
      throw new IllegalStateException("The test servers left files behind", e);
    }
  }
}
