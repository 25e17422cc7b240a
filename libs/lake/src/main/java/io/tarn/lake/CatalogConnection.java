package io.tarn.lake;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.RESTCatalogProperties;
import org.apache.iceberg.rest.RESTSessionCatalog;
import org.apache.iceberg.rest.auth.AuthProperties;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The client of the catalog's Iceberg REST protocol, with the caller's own token on each request.
 * Thread-safe. Connects at the first use and keeps table metadata by ETag, so that a table that has
 * not changed costs one conditional request.
 */
public final class CatalogConnection implements AutoCloseable {
  private static final int CACHED_TABLES = 1_000;

  /** For a connection, with the handshake of TLS; and for each piece of an answer. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final URI catalog;
  private final CallHeaders headers;
  private final SSLContext tls;
  private final FileIO io;
  private volatile @Nullable RESTSessionCatalog session;

  /**
   * @param catalog the catalog's base address, to which {@code /iceberg} is added
   * @param s3 for metadata and manifests; not closed by this
   * @param tls the certificates, if the address is one of https
   */
  public CatalogConnection(URI catalog, S3Client s3, CallHeaders headers, SSLContext tls) {
    this.catalog = catalog.resolve("/iceberg");
    this.headers = headers;
    this.tls = tls;
    this.io = new SharedFileIO(s3);
    this.io.initialize(Map.of());
  }

  /** Leaves the store's client open, which the session would close with itself. */
  private static final class SharedFileIO extends S3FileIO {
    SharedFileIO(S3Client s3) {
      super(() -> s3);
    }

    @Override
    public void close() {}
  }

  /** Something done with the catalog. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T with(Catalog catalog);
  }

  FileIO io() {
    return io;
  }

  /**
   * Does some work with the caller's rights.
   *
   * @throws ProblemException {@code FORBIDDEN}; {@code STORAGE_FULL} if the store has no room for
   *     metadata; {@code SERVICE_UNAVAILABLE} if the catalog or the store cannot be reached;
   *     Iceberg's other exceptions pass
   */
  <T extends @Nullable Object> T as(Caller caller, Work<T> work) {
    return ScopedValue.where(CallerAuth.HEADERS, headers.of(caller))
        .call(
            () -> {
              try {
                return work.with(session().asCatalog(context(caller)));
              } catch (ForbiddenException e) {
                throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    "The catalog does not allow this to " + caller.principal());
              } catch (NotAuthorizedException e) {
                throw new ProblemException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The catalog does not know this service.", e);
              } catch (SdkException e) {
                throw ObjectStore.problem(e); // of a manifest
              } catch (RESTException e) {
                throw e instanceof org.apache.iceberg.exceptions.BadRequestException
                    ? e
                    : new ProblemException(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "The catalog cannot be reached: try again.",
                        e);
              }
            });
  }

  private static SessionContext context(Caller caller) {
    return new SessionContext(caller.principal(), caller.principal(), Map.of(), Map.of());
  }

  private synchronized RESTSessionCatalog session() {
    RESTSessionCatalog made = session;
    if (made == null) {
      made = new RESTSessionCatalog(this::client, (context, properties) -> io);
      Map<String, String> properties = new HashMap<>();
      properties.put(CatalogProperties.URI, catalog.toString());
      properties.put(AuthProperties.AUTH_TYPE, CallerAuth.class.getName());
      properties.put("rest.client.connection-timeout-ms", Long.toString(CONNECT.toMillis()));
      properties.put("rest.client.socket-timeout-ms", Long.toString(ANSWER.toMillis()));
      properties.put(CallerTls.PROPERTY, CallerTls.class.getName());
      properties.put(RESTCatalogProperties.METRICS_REPORTING_ENABLED, "false");
      properties.put(
          RESTCatalogProperties.TABLE_CACHE_MAX_ENTRIES, Integer.toString(CACHED_TABLES));
      initialize(made, properties);
      session = made;
    }
    return made;
  }

  /** Iceberg looks for its plug-ins in the class loader of the thread. */
  private static void initialize(RESTSessionCatalog session, Map<String, String> properties) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(CatalogConnection.class.getClassLoader());
    try {
      session.initialize("tarn", properties);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private HTTPClient client(Map<String, String> properties) {
    return ScopedValue.where(CallerTls.CONTEXT, tls)
        .call(
            () ->
                HTTPClient.builder(properties)
                    .uri(properties.get(CatalogProperties.URI))
                    .withHeaders(Map.of("X-Client-Name", "tarn"))
                    .build());
  }

  /** Does not wait for a thread that is just connecting. */
  @Override
  public void close() throws java.io.IOException {
    RESTSessionCatalog made = session;
    if (made != null) {
      made.close();
    }
  }
}
