package io.tarn.catalog.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.iceberg.S3Config.Credentials;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetUrlRequest;

class ObjectStoreTest {
  /** Settings with what matters here. */
  private record Settings(
      @Nullable Credentials from, @Nullable String id, @Nullable String secret, boolean pathStyle)
      implements S3Config {
    @Override
    public Optional<URI> endpoint() {
      return Optional.of(URI.create("https://store.example.org"));
    }

    @Override
    public String region() {
      return "eu-central-1";
    }

    @Override
    public Optional<Credentials> credentials() {
      return Optional.ofNullable(from);
    }

    @Override
    public Optional<String> accessKey() {
      return Optional.ofNullable(id);
    }

    @Override
    public Optional<String> secretKey() {
      return Optional.ofNullable(secret);
    }
  }

  private static S3Client client(Settings settings) {
    return new ObjectStore().client(settings);
  }

  private static Object credentials(Settings settings) {
    try (S3Client client = client(settings)) {
      return client.serviceClientConfiguration().credentialsProvider();
    }
  }

  @Test
  void takesTheKeysThatAreSet() {
    assertThat(credentials(new Settings(null, "id", "secret", true)))
        .isInstanceOf(StaticCredentialsProvider.class);
    assertThat(credentials(new Settings(Credentials.STATIC, "id", "secret", true)))
        .isInstanceOf(StaticCredentialsProvider.class);
  }

  @Test
  void takesTheSdksChainIfToldOrWithoutKeys() {
    assertThat(credentials(new Settings(Credentials.DEFAULT, null, null, true)))
        .isInstanceOf(DefaultCredentialsProvider.class);
    assertThat(credentials(new Settings(null, null, null, true)))
        .isInstanceOf(DefaultCredentialsProvider.class);
  }

  @Test
  void refusesHalfAKey() {
    assertThatThrownBy(() -> client(new Settings(null, "id", null, true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tarn.s3.secret-key");
    assertThatThrownBy(() -> client(new Settings(Credentials.STATIC, null, null, true)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void putsTheBucketWhereItIsTold() {
    GetUrlRequest object = GetUrlRequest.builder().bucket("raw").key("k").build();
    try (S3Client inPath = client(new Settings(null, "id", "secret", true));
        S3Client inHost = client(new Settings(null, "id", "secret", false))) {
      assertThat(inPath.utilities().getUrl(object)).hasToString("https://store.example.org/raw/k");
      assertThat(inHost.utilities().getUrl(object)).hasToString("https://raw.store.example.org/k");
    }
  }
}
