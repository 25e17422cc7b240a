package io.tarn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.testkit.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStoreIT {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static S3Client s3;
  private static ObjectStore store;

  @BeforeAll
  static void connect() {
    s3 = TestS3.client(SERVERS.store());
    store = new ObjectStore(s3);
  }

  @AfterAll
  static void disconnect() {
    s3.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, ObjectStore.PART_BYTES - 1, ObjectStore.PART_BYTES, 20_000_000})
  void keepsEveryByteOfABodyOfAnyLength(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    URI uri = ObjectStore.uri("raw", "any/" + length + " ü.bin");

    StoredObject stored = store.put(uri, new ByteArrayInputStream(bytes));

    assertThat(stored.bytes()).isEqualTo(length);
    assertThat(stored.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    try (InputStream read = store.open(uri, stored.etag())) {
      assertThat(read.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void leavesNothingOfABodyThatBreaksOff() throws Exception {
    URI uri = ObjectStore.uri("raw", "broken/body.bin");
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[2 * ObjectStore.PART_BYTES]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the connection is gone");
              }
            });

    assertThatThrownBy(() -> store.put(uri, body)).hasMessage("the connection is gone");

    assertThat(s3.listObjectsV2(b -> b.bucket("raw").prefix("broken/")).contents()).isEmpty();
    assertThat(s3.listMultipartUploads(b -> b.bucket("raw")).uploads()).isEmpty();
  }

  @Test
  void fetchesNoMoreOfAnObjectThanIsRead() throws Exception {
    URI uri = ObjectStore.uri("raw", "long.bin");
    StoredObject stored = store.put(uri, new ByteArrayInputStream(new byte[30_000_000]));

    for (int i = 0; i < 60; i++) { // more often than there are connections
      InputStream read = store.open(uri, stored.etag());
      assertThat(read.read()).isZero();
      read.close();
    }

    try (InputStream read = store.open(uri, stored.etag())) {
      assertThat(read.readAllBytes()).hasSize(30_000_000);
    }
  }

  @Test
  void refusesAnObjectThatWasChanged() throws Exception {
    URI uri = ObjectStore.uri("raw", "changed.csv");
    StoredObject first = store.put(uri, new ByteArrayInputStream(new byte[] {1}));
    store.put(uri, new ByteArrayInputStream(new byte[] {2}));

    assertThatThrownBy(() -> store.open(uri, first.etag()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
  }

  @Test
  void cachesWithinItsBoundAndKeepsWhatIsHeld(@TempDir Path folder) throws Exception {
    List<URI> uris =
        Stream.of("a", "b", "c").map(name -> ObjectStore.uri("curated", "cache/" + name)).toList();
    for (URI uri : uris) {
      store.put(
          uri, new ByteArrayInputStream(uri.getPath().repeat(10).getBytes(StandardCharsets.UTF_8)));
    }
    long size = uris.getFirst().getPath().length() * 10L;
    try (DiskCache cache = new DiskCache(store, folder, 2 * size)) {
      try (var first = cache.open(List.of(uris.get(0)))) {
        Path held = first.path(uris.get(0));
        cache.open(List.of(uris.get(1))).close();
        cache.open(List.of(uris.get(2))).close();

        assertThat(held).hasContent(uris.get(0).getPath().repeat(10));
        try (Stream<Path> files = Files.list(folder)) {
          assertThat(files).hasSize(2);
        }
      }
    }
  }

  @Test
  void saysWhichObjectIsMissing(@TempDir Path folder) {
    try (DiskCache cache = new DiskCache(store, folder, 1000)) {
      assertThatThrownBy(() -> cache.open(List.of(ObjectStore.uri("curated", "nowhere"))))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }
}
