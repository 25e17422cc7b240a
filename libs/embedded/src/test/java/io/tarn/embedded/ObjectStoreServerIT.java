package io.tarn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectStoreServerIT {
  @TempDir Path temp;
  private ObjectStoreOptions options;
  private ObjectStoreServer server;
  private S3Client s3;

  @BeforeEach
  void start() throws IOException {
    options = ObjectStoreOptions.in(temp.resolve("a lake/objects"));
    restart(options);
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
  }

  private void restart(ObjectStoreOptions with) throws IOException {
    if (server != null) {
      stop();
    }
    server = ObjectStoreServer.start(with);
    s3 = client(server.endpoint(), with.accessKey(), with.secretKey());
  }

  @Test
  void keepsAnObjectAsAFile() throws IOException {
    put("a/b c/한글.txt", "text");
    assertThat(options.folder().resolve("raw/a/b c/한글.txt")).hasContent("text");
    assertThat(journal()).isEmpty();
  }

  @Test
  void keepsObjectsAcrossRestarts() throws IOException {
    put("kept", "text");
    restart(options);
    assertThat(read("kept")).isEqualTo("text");
  }

  @Test
  void makesTheThreeBuckets() {
    assertThat(s3.listBuckets().buckets())
        .extracting("name")
        .containsExactlyInAnyOrder("raw", "curated", "results");
  }

  @Test
  void completesMultipartUploads() {
    String id = s3.createMultipartUpload(r -> r.bucket("raw").key("up/big")).uploadId();
    List<CompletedPart> parts =
        Stream.of(1, 2)
            .map(
                number ->
                    CompletedPart.builder()
                        .partNumber(number)
                        .eTag(
                            s3.uploadPart(
                                    r ->
                                        r.bucket("raw")
                                            .key("up/big")
                                            .uploadId(id)
                                            .partNumber(number),
                                    RequestBody.fromBytes(part(number)))
                                .eTag())
                        .build())
            .toList();
    assertThat(keys()).isEmpty();
    s3.completeMultipartUpload(
        r -> r.bucket("raw").key("up/big").uploadId(id).multipartUpload(m -> m.parts(parts)));
    assertThat(options.folder().resolve("raw/up/big"))
        .hasBinaryContent(Bytes.concat(part(1), part(2)));
    assertThat(keys()).containsExactly("up/big");
  }

  @Test
  void copiesObjects() {
    put("one", "text");
    s3.copyObject(
        r ->
            r.sourceBucket("raw")
                .sourceKey("one")
                .destinationBucket("curated")
                .destinationKey("x/two"));
    assertThat(options.folder().resolve("curated/x/two")).hasContent("text");
  }

  @Test
  void removesEmptyFoldersWithTheirLastObject() {
    put("a/b/one", "1");
    put("a/two", "2");
    s3.deleteObject(r -> r.bucket("raw").key("a/b/one"));
    assertThat(options.folder().resolve("raw/a/b")).doesNotExist();
    s3.deleteObjects(r -> r.bucket("raw").delete(d -> d.objects(o -> o.key("a/two"))));
    assertThat(options.folder().resolve("raw")).isEmptyDirectory();
  }

  @Test
  void aDeleteNeverTakesTheFolderOfAWriteAway() throws Exception {
    int rounds = 200;
    CountDownLatch ended = new CountDownLatch(4);
    List<Throwable> failures = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        String key = "same/folder/" + thread;
        threads.execute(
            () -> {
              try {
                for (int i = 0; i < rounds; i++) {
                  put(key, "x");
                  s3.deleteObject(r -> r.bucket("raw").key(key));
                }
              } catch (RuntimeException e) {
                failures.add(e);
              } finally {
                ended.countDown();
              }
            });
      }
      ended.await();
    }
    assertThat(failures).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void acceptsOnlyItsOwnKey() {
    try (S3Client stranger = client(server.endpoint(), options.accessKey(), "wrong")) {
      assertThatThrownBy(stranger::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void ifNoneMatchLetsOneWriterWin() {
    s3.putObject(r -> r.bucket("raw").key("k").ifNoneMatch("*"), RequestBody.fromString("first"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("raw").key("k").ifNoneMatch("*"),
                    RequestBody.fromString("second")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(read("k")).isEqualTo("first");
  }

  @Test
  void refusesKeysThatAFolderCannotHold() {
    put("file", "x");
    put("folder/file", "x");
    for (String key : List.of("x".repeat(201), "file/below", "folder")) {
      assertThatThrownBy(() -> put(key, "x"))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorMessage()).contains("cannot hold the key");
              });
    }
    assertThat(keys()).containsExactly("file", "folder/file");
  }

  @Nested
  class AfterAKill {
    private final String leftover = "in/data.csv-" + UUID.randomUUID();

    @BeforeEach
    void leaveTheTracesOfAWriteThatDidNotEnd() throws IOException {
      put("in/data.csv", "whole");
      stop();
      Files.writeString(
          options.folder().resolveSibling("objects.writes").resolve("entry"), "raw\nin/data.csv");
      Files.writeString(options.folder().resolve("raw").resolve(leftover), "hal");
    }

    @Test
    void theUnfinishedFileIsGone() throws IOException {
      restart(options);
      assertThat(keys()).containsExactly("in/data.csv");
      assertThat(options.folder().resolve("raw").resolve(leftover)).doesNotExist();
      assertThat(journal()).isEmpty();
    }

    @Test
    void filesThatNoWriteLeftStay() throws IOException {
      String foreign = "in/other.csv-" + UUID.randomUUID();
      Files.writeString(options.folder().resolve("raw").resolve(foreign), "a user's");
      restart(options);
      assertThat(keys()).containsExactly("in/data.csv", foreign);
    }
  }

  @Nested
  class WithAFullDisk {
    private static final int BYTES = 24 << 20;

    @Test
    void refusesAWriteThatWouldTouchTheReserve() throws IOException {
      restart(options.withReserveBytes(usable() - BYTES / 2));
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      r -> r.bucket("raw").key("big"), RequestBody.fromBytes(new byte[BYTES])))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(507);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("StorageFull");
                assertThat(e.awsErrorDetails().errorMessage())
                    .contains("is full")
                    .contains("Free some space");
              });
      assertThat(options.folder().resolve("raw")).isEmptyDirectory();
    }

    @Test
    void beginsNoUploadInParts() throws IOException {
      restart(options.withReserveBytes(Long.MAX_VALUE / 2));

      assertThatThrownBy(() -> s3.createMultipartUpload(r -> r.bucket("raw").key("in/parts")))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(507));

      assertThat(options.folder().resolve("raw")).isEmptyDirectory();
    }

    @Test
    void stillDeletes() throws IOException {
      put("old", "x");
      restart(options.withReserveBytes(Long.MAX_VALUE / 2));
      s3.deleteObject(r -> r.bucket("raw").key("old"));
      assertThat(keys()).isEmpty();
    }

    private long usable() throws IOException {
      return Files.getFileStore(temp).getUsableSpace();
    }
  }

  private static byte[] part(int number) {
    byte[] bytes = new byte[5 << 20];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket("raw").key(key), RequestBody.fromString(text));
  }

  private String read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("raw").key(key)).asUtf8String();
  }

  private List<String> keys() {
    return s3.listObjectsV2(r -> r.bucket("raw")).contents().stream().map(S3Object::key).toList();
  }

  private List<Path> journal() throws IOException {
    try (Stream<Path> entries = Files.list(options.folder().resolveSibling("objects.writes"))) {
      return entries.toList();
    }
  }

  private static S3Client client(URI endpoint, String accessKey, String secretKey) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .httpClientBuilder(Apache5HttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .build();
  }
}
