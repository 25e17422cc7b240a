package io.tarn.local;

import io.tarn.embedded.PostgresOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tarn env}: the addresses and credentials of the lake as shell variables. */
@Command(
    name = "env",
    description = "Print shell variables for other programs: eval \"$(./tarn env)\".")
final class EnvCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Override
  public Integer call() throws Exception {
    LakeState state = lakeOptions.running();
    DataFolder folder = lakeOptions.folder();
    LakeSecrets secrets = new LakeSecrets(folder.secrets());
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("TARN_URL", state.gatewayUrl());
    variables.put("TARN_ICEBERG_URI", state.gatewayUrl() + "/iceberg");
    variables.put("AWS_ENDPOINT_URL_S3", state.s3Endpoint());
    variables.put("AWS_ACCESS_KEY_ID", secrets.s3AccessKey());
    variables.put("AWS_SECRET_ACCESS_KEY", secrets.s3SecretKey());
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    variables.put("PGHOST", "127.0.0.1");
    variables.put("PGPORT", Integer.toString(state.postgresPort()));
    variables.put("PGDATABASE", PostgresProgram.DATABASE);
    variables.put("PGUSER", PostgresOptions.SUPERUSER);
    variables.put("PGPASSWORD", PostgresOptions.superuserPassword(folder.postgres()));
    variables.forEach(
        (name, value) -> System.out.printf("export %s='%s'%n", name, value.replace("'", "'\\''")));
    return 0;
  }
}
