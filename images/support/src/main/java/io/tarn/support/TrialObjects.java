package io.tarn.support;

import io.tarn.embedded.ObjectStoreOptions;
import io.tarn.embedded.ObjectStoreServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** {@code objects}: an S3 object store with the lake's buckets, for trials. */
final class TrialObjects {
  private TrialObjects() {}

  static void run(Options options) throws Exception {
    ObjectStoreServer server =
        ObjectStoreServer.start(
            new ObjectStoreOptions(
                Path.of(options.required("folder")),
                "0.0.0.0",
                options.port(),
                options.secret("secrets", "access-key"),
                options.secret("secrets", "secret-key"),
                ObjectStoreOptions.DEFAULT_BUCKETS,
                ObjectStoreOptions.DEFAULT_RESERVE_BYTES));
    System.out.println("The object store is ready on port " + server.port());
    Termination.await(new CompletableFuture<>(), server);
  }
}
