package io.tarn.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.StringJoiner;

/** Puts a sample pack into a running lake by its public API; again gives the same. */
final class Demo {
  private static final Set<String> IN_WORK = Set.of("RECEIVED", "CHECKING", "LOADING");

  private final GatewayClient gateway;
  private final Narrator narrator;

  Demo(GatewayClient gateway, Narrator narrator) {
    this.gateway = gateway;
    this.narrator = narrator;
  }

  /**
   * Loads all files, then puts the dashboards and reads each once: that shows that its tiles
   * answer, and whoever opens it first need not wait for the engine to warm up.
   */
  void load(DemoPack pack) throws IOException, InterruptedException {
    narrator.say("Loading the sample pack '%s':".formatted(pack.name()));
    long rows = 0;
    for (DemoPack.Table table : pack.tables()) {
      rows += load(pack.name(), table);
    }
    for (DemoPack.Dashboard dashboard : pack.dashboards()) {
      gateway.putDashboard(dashboard.id(), dashboard.file());
    }
    narrator.say(
        "  %s rows in %d tables of the database %s"
            .formatted(Text.count(rows), pack.tables().size(), pack.name()));
    for (DemoPack.Dashboard dashboard : pack.dashboards()) {
      narrator.say("  " + tiles(dashboard.id()));
    }
  }

  private String tiles(String dashboard) throws IOException, InterruptedException {
    int answered = 0;
    StringJoiner failed = new StringJoiner(", ", "; without data: ", "").setEmptyValue("");
    for (JsonNode tile : gateway.dashboardData(dashboard).path("tiles")) {
      if (tile.has("error")) {
        failed.add(
            "%s (%s)"
                .formatted(tile.path("id").asText(), tile.path("error").path("code").asText()));
      } else {
        answered++;
      }
    }
    return "%d tiles of the dashboard %s have data%s".formatted(answered, dashboard, failed);
  }

  private long load(String database, DemoPack.Table table)
      throws IOException, InterruptedException {
    Instant begun = Instant.now();
    String file = table.file().getFileName().toString();
    JsonNode load = gateway.upload(database, table.name(), table.file());
    while (IN_WORK.contains(load.path("state").asText())) {
      load = gateway.follow(load.path("id").asText());
    }
    if (!load.path("state").asText().equals("LOADED")) {
      throw new LauncherException(
          "%s was not loaded (%s): %s"
              .formatted(
                  file,
                  load.path("state").asText("no state"),
                  load.path("error").path("detail").asText("no reason was given")));
    }
    long rows = load.path("rowsLoaded").asLong();
    narrator.say(
        "  %-28s %9s  %12s rows  %7s"
            .formatted(
                file,
                Text.bytes(Files.size(table.file())),
                Text.count(rows),
                Text.of(Duration.between(begun, Instant.now()))));
    return rows;
  }
}
