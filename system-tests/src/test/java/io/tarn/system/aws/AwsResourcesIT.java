package io.tarn.system.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.tarn.system.Checkout.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** One life of the AWS resources: applied, looked at, left alone by a second plan, destroyed. */
@EnabledIfSystemProperty(
    named = "tarn.test.aws",
    matches = "true",
    disabledReason = "opt-in, with terraform and moto_server: ./tarn test --aws")
@TestMethodOrder(OrderAnnotation.class)
class AwsResourcesIT {
  private static final List<String> BUCKETS = List.of("raw", "curated", "results");
  private static final String ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";
  private static final String ARGUMENTS =
      """
      name              = "example-lake"
      release           = "lake"
      namespace         = "data"
      oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/%s"
      event_queue       = true
      destroyable       = true
      """
          .formatted(ISSUER);

  @TempDir private static Path folder;

  private static SimulatedAws aws;
  private static Terraform terraform;

  @BeforeAll
  static void apply() throws IOException, InterruptedException {
    aws = SimulatedAws.start(folder.resolve("moto.log"));
    terraform = Terraform.with(folder.resolve("lake"), aws, ARGUMENTS);
    terraform.succeed("validate");
    terraform.succeed("apply", "-auto-approve");
  }

  @AfterAll
  static void end() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  @Order(1)
  void secondPlanIsEmpty() throws IOException, InterruptedException {
    Output plan = terraform.run("plan", "-detailed-exitcode");

    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
    assertThat(plan.out()).contains("No changes.");
  }

  @Test
  @Order(2)
  void isFormatted() throws IOException, InterruptedException {
    assertThat(Terraform.formatCheck().out()).isEmpty();
  }

  @Test
  @Order(2)
  void bucketsAreEncryptedVersionedAndClosed() {
    try (S3Client s3 = aws.s3()) {
      for (String name : BUCKETS) {
        String bucket = "example-lake-" + name;
        assertThat(
                s3.getBucketEncryption(b -> b.bucket(bucket))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .getFirst()
                    .applyServerSideEncryptionByDefault()
                    .sseAlgorithm())
            .isEqualTo(ServerSideEncryption.AES256);
        assertThat(s3.getBucketVersioning(b -> b.bucket(bucket)).status())
            .isEqualTo(BucketVersioningStatus.ENABLED);
        assertThat(s3.getPublicAccessBlock(b -> b.bucket(bucket)).publicAccessBlockConfiguration())
            .isEqualTo(
                PublicAccessBlockConfiguration.builder()
                    .blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)
                    .build());
        assertThat(s3.getBucketPolicy(b -> b.bucket(bucket)).policy())
            .contains("aws:SecureTransport", "s3:TlsVersion", "Deny");
      }
    }
  }

  @Test
  @Order(2)
  void oldResultsAndUnfinishedUploadsGo() {
    try (S3Client s3 = aws.s3()) {
      for (String name : BUCKETS) {
        List<LifecycleRule> rules =
            s3.getBucketLifecycleConfiguration(b -> b.bucket("example-lake-" + name)).rules();

        assertThat(rules).allMatch(rule -> rule.status() == ExpirationStatus.ENABLED);
        assertThat(rules)
            .anyMatch(
                rule ->
                    rule.abortIncompleteMultipartUpload() != null
                        && rule.abortIncompleteMultipartUpload().daysAfterInitiation() == 3);
        assertThat(
                rules.stream()
                    .filter(rule -> rule.expiration() != null && rule.expiration().days() != null)
                    .map(rule -> rule.expiration().days()))
            .isEqualTo(name.equals("results") ? List.of(8) : List.of());
      }
    }
  }

  @Test
  @Order(2)
  void onlyTheServicesOwnAccountsMayTakeTheRoles() throws IOException, InterruptedException {
    JsonPath state = JsonPath.from(terraform.succeed("show", "-json"));
    String roles =
        "values.root_module.child_modules[0].resources.findAll { it.type == 'aws_iam_role' }";

    for (String service : List.of("ingest", "catalog", "query")) {
      Map<String, ?> role =
          state.getMap(roles + ".find { it.index == '%s' }.values".formatted(service));
      JsonPath trust = JsonPath.from(String.valueOf(role.get("assume_role_policy")));
      assertThat(trust.getList("Statement")).hasSize(1);
      assertThat(trust.getString("Statement[0].Action")).isEqualTo("sts:AssumeRoleWithWebIdentity");
      assertThat(trust.<Object, Object>getMap("Statement[0].Condition.StringEquals"))
          .isEqualTo(
              Map.of(
                  ISSUER + ":sub",
                  "system:serviceaccount:data:lake-tarn-%s-service".formatted(service),
                  ISSUER + ":aud",
                  "sts.amazonaws.com"));
    }
  }

  @Test
  @Order(2)
  void outputIsTheChartsValues() throws IOException, InterruptedException {
    assertThat(terraform.succeed("output", "-raw", "helm_values"))
        .isEqualTo(
            """
            "serviceAccount":
              "annotations":
                "catalog":
                  "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/example-lake-catalog"
                "ingest":
                  "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/example-lake-ingest"
                "query":
                  "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/example-lake-query"
            "store":
              "buckets":
                "curated": "example-lake-curated"
                "raw": "example-lake-raw"
                "results": "example-lake-results"
              "region": "eu-central-1"
            """);
  }

  @Test
  @Order(2)
  void refusesWrongValuesByName() throws IOException, InterruptedException {
    Terraform wrong =
        Terraform.with(
            folder.resolve("wrong"),
            aws,
            """
            name                        = "Example_Lake"
            oidc_provider_arn           = "arn:aws:iam::123456789012:oidc-provider/*"
            athena_bytes_scanned_cutoff = 1000
            result_days                 = 0
            event_prefix                = "up"
            """);

    Output plan = wrong.run("plan");

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.err())
        .contains(
            "var.name",
            "var.oidc_provider_arn",
            "var.athena_bytes_scanned_cutoff",
            "var.result_days",
            "var.event_prefix");
  }

  /**
   * The simulation knows no conditions, so the TLS-only policies would deny all, and it cannot
   * remove what a delete leaves in a versioned bucket: both go first.
   */
  @Test
  @Order(3)
  void rolesMayDoWhatTheirServiceDoesAndNoMore() throws IOException, InterruptedException {
    JsonPath roles = JsonPath.from(terraform.succeed("output", "-json", "lake"));
    try (S3Client owner = aws.s3();
        S3Client ingest = aws.s3(roles.getString("role_arns.ingest"));
        S3Client catalog = aws.s3(roles.getString("role_arns.catalog"));
        S3Client query = aws.s3(roles.getString("role_arns.query"))) {
      for (String name : BUCKETS) {
        owner.deleteBucketPolicy(b -> b.bucket("example-lake-" + name));
        owner.putBucketVersioning(
            b ->
                b.bucket("example-lake-" + name)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.SUSPENDED)));
        write(owner, name, "in/given.csv");
        write(owner, name, "uploads/1/given.csv");
        write(owner, name, "else/given.csv");
      }
      aws.enforcePolicies(true);
      try {
        write(ingest, "raw", "uploads/2/new.csv");
        read(ingest, "raw", "in/given.csv");
        delete(ingest, "raw", "uploads/1/given.csv");
        denied(() -> write(ingest, "raw", "in/new.csv"));
        denied(() -> read(ingest, "raw", "else/given.csv"));
        denied(() -> delete(ingest, "raw", "in/given.csv"));
        everything(ingest, "curated");
        nothing(ingest, "results");

        nothing(catalog, "raw");
        everything(catalog, "curated");
        nothing(catalog, "results");

        nothing(query, "raw");
        read(query, "curated", "in/given.csv");
        denied(() -> write(query, "curated", "db/t/data/new.parquet"));
        denied(() -> delete(query, "curated", "in/given.csv"));
        everything(query, "results");

        for (S3Client service : List.of(ingest, catalog, query)) {
          denied(() -> service.deleteBucket(b -> b.bucket("example-lake-curated")));
          denied(() -> service.deleteBucketEncryption(b -> b.bucket("example-lake-curated")));
        }
      } finally {
        aws.enforcePolicies(false);
      }
    }
  }

  @Test
  @Order(4)
  void destroyLeavesNothing() throws IOException, InterruptedException {
    terraform.succeed("destroy", "-auto-approve");

    try (S3Client s3 = aws.s3()) {
      assertThat(s3.listBuckets().buckets()).isEmpty();
    }
    assertThat(terraform.succeed("state", "list")).isEmpty();
  }

  private static void everything(S3Client s3, String bucket) {
    write(s3, bucket, "db/t/new");
    read(s3, bucket, "db/t/new");
    delete(s3, bucket, "db/t/new");
  }

  private static void nothing(S3Client s3, String bucket) {
    denied(() -> write(s3, bucket, "uploads/3/new"));
    denied(() -> read(s3, bucket, "in/given.csv"));
    denied(() -> delete(s3, bucket, "in/given.csv"));
    denied(() -> s3.listObjectsV2(b -> b.bucket("example-lake-" + bucket)));
  }

  private static void write(S3Client s3, String bucket, String key) {
    s3.putObject(b -> b.bucket("example-lake-" + bucket).key(key), RequestBody.fromString("a,b\n"));
  }

  private static void read(S3Client s3, String bucket, String key) {
    assertThat(s3.getObjectAsBytes(b -> b.bucket("example-lake-" + bucket).key(key)).asUtf8String())
        .isEqualTo("a,b\n");
  }

  private static void delete(S3Client s3, String bucket, String key) {
    s3.deleteObject(b -> b.bucket("example-lake-" + bucket).key(key));
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, problem -> assertThat(problem.statusCode()).isEqualTo(403));
  }
}
