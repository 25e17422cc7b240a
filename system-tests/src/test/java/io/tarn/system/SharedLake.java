package io.tarn.system;

import io.tarn.embedded.Durably;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One lake for all test classes that do not harm it, started for the first and stopped after the
 * last. Tests use databases of their own.
 *
 * <pre>{@code
 * @ExtendWith(SharedLake.class)
 * class QueryIT {
 *   private final Lake lake;
 *
 *   QueryIT(Lake lake) {
 *     this.lake = lake;
 *   }
 * }
 * }</pre>
 */
public final class SharedLake implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedLake.class);

  private record Started(Path data, Lake lake) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      lake.close();
      Durably.deleteTree(data);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lake.class;
  }

  @Override
  public Lake resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Started.class, key -> start(), Started.class)
        .lake();
  }

  private static Started start() {
    try {
      Path data = Files.createTempDirectory("tarn-lake-");
      return new Started(data, Lake.start(data));
    } catch (IOException e) {
      throw new IllegalStateException("The shared lake did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
