package io.tarn.local;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tarn key}: makes a key for the API and prints it, alone, on standard output. */
@Command(name = "key", description = "Make a new API key and print it.")
final class KeyCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "viewer, analyst, editor or admin (default: admin)")
  private String role = "admin";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the key's name (default: the role and the time)")
  private @Nullable String name;

  @Override
  public Integer call() throws Exception {
    GatewayClient gateway = lakeOptions.gateway(lakeOptions.ready());
    String keyName = name == null ? role + "-" + SignIn.stamp() : name;
    System.out.println(gateway.createKey(keyName, role));
    return 0;
  }
}
