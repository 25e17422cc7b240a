package io.tarn.local;

import io.tarn.embedded.ObjectStoreOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tarn demo}: loads the sample pack into a running lake, or starts one for it. */
@Command(name = "demo", description = "Load the sample pack; start a lake if none runs.")
final class DemoCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the port of the lake, if one must be started")
  private int port;

  @Override
  public Integer call() throws Exception {
    DataFolder folder = lakeOptions.folder();
    boolean runs =
        LakeState.read(folder.state())
            .filter(state -> state.launcher().handle().isPresent())
            .isPresent();
    if (!runs) {
      return UpCommand.run(lakeOptions, port, true, ObjectStoreOptions.DEFAULT_RESERVE_BYTES);
    }
    LakeState state = lakeOptions.ready();
    Narrator narrator = new Narrator(System.out);
    Path packs = LakeOptions.home().resolve("examples/oulad");
    LakeSecrets secrets = new LakeSecrets(folder.secrets());
    HttpClient http = LakeOptions.http();
    load(DemoPack.read(packs), state.gatewayUrl(), secrets, http, narrator);
    narrator.say("Sign in: " + SignIn.link(http, state.gatewayUrl(), secrets));
    return 0;
  }

  static void load(
      DemoPack pack, String url, LakeSecrets secrets, HttpClient http, Narrator narrator)
      throws IOException, InterruptedException {
    new Demo(new GatewayClient(http, url, secrets.bootstrapKey()), narrator).load(pack);
    for (DemoPack.Dashboard dashboard : pack.dashboards()) {
      narrator.say("Dashboard: " + url + "/dashboards/" + dashboard.id());
    }
  }
}
