package io.tarn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.FileAccess.Lease;
import io.tarn.testkit.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class DiskCacheIT {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static final int BYTES = 1_000;

  private static S3Client s3;
  private static ObjectStore store;

  @TempDir Path folder;

  @BeforeAll
  static void connect() {
    s3 = TestS3.client(SERVERS.store());
    store = new ObjectStore(s3);
  }

  @AfterAll
  static void disconnect() {
    s3.close();
  }

  private static URI object(String name) throws IOException {
    URI uri = ObjectStore.uri("curated", "cached/" + name);
    String text = (name + ' ').repeat(BYTES).substring(0, BYTES);
    store.put(uri, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    return uri;
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void fetchesAnObjectOnceHoweverManyAsk() throws Exception {
    URI uri = object("popular");
    try (DiskCache cache = new DiskCache(store, folder, 10 * BYTES);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<CompletableFuture<Path>> asked = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asked.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try (Lease lease = cache.open(List.of(uri, uri))) {
                    return lease.path(uri);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }

      assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }
    assertThat(copies()).hasSize(1);
  }

  @Test
  void answersFromItsCopyWithoutTheStore() throws Exception {
    URI uri = object("deleted");
    try (DiskCache cache = new DiskCache(store, folder, 10 * BYTES)) {
      cache.open(List.of(uri)).close();
      store.delete(uri);

      try (Lease lease = cache.open(List.of(uri))) {
        assertThat(lease.path(uri)).hasSize(BYTES);
      }
    }
  }

  @Test
  void dropsWhatWasUsedLeastRecently() throws Exception {
    URI first = object("first");
    URI second = object("second");
    URI third = object("third");
    try (DiskCache cache = new DiskCache(store, folder, 2 * BYTES)) {
      cache.open(List.of(first)).close();
      Path dropped;
      try (Lease lease = cache.open(List.of(second))) {
        dropped = lease.path(second);
      }
      cache.open(List.of(first)).close();

      cache.open(List.of(third)).close();

      assertThat(dropped).doesNotExist();
      assertThat(copies()).hasSize(2);
    }
  }

  @Test
  void holdsMoreThanItsBoundOnlyWhileThatIsInUse() throws Exception {
    List<URI> uris = List.of(object("a"), object("b"), object("c"));
    try (DiskCache cache = new DiskCache(store, folder, BYTES)) {
      Lease lease = cache.open(uris);
      assertThat(uris).allSatisfy(uri -> assertThat(lease.path(uri)).hasSize(BYTES));

      lease.close();
      lease.close();

      assertThat(copies()).hasSize(1);
    }
  }

  @Test
  void triesAgainAfterAFailure() throws Exception {
    URI there = object("there");
    URI missing = ObjectStore.uri("curated", "cached/late");
    try (DiskCache cache = new DiskCache(store, folder, 10 * BYTES)) {
      assertThatThrownBy(() -> cache.open(List.of(there, missing)))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      object("late");

      try (Lease lease = cache.open(List.of(there, missing))) {
        assertThat(lease.path(missing)).hasSize(BYTES);
      }
    }
    assertThat(copies()).hasSize(2);
  }

  @Test
  void adoptsAFileOnce(@TempDir Path elsewhere) throws Exception {
    URI uri = ObjectStore.uri("curated", "cached/written");
    Path one = Files.writeString(elsewhere.resolve("one"), "x".repeat(BYTES));
    Path two = Files.writeString(elsewhere.resolve("two"), "x".repeat(BYTES));
    try (DiskCache cache = new DiskCache(store, folder, 10 * BYTES)) {
      cache.adopt(uri, one);
      cache.adopt(uri, two);

      try (Lease lease = cache.open(List.of(uri))) {
        assertThat(lease.path(uri)).hasSize(BYTES);
      }
      assertThat(copies()).hasSize(1);
      assertThat(one).doesNotExist();
      assertThat(two).doesNotExist();
    }
  }

  @Test
  void beginsEmptyAndGivesNoPathThatWasNotAskedFor() throws Exception {
    Files.writeString(folder.resolve("left.parquet"), "of a killed process");
    URI uri = object("asked");
    try (DiskCache cache = new DiskCache(store, folder, 10 * BYTES);
        Lease lease = cache.open(List.of(uri))) {
      assertThat(cache.roots()).containsExactly(folder);
      assertThat(copies()).containsExactly(lease.path(uri));
      assertThatThrownBy(() -> lease.path(ObjectStore.uri("curated", "cached/other")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
