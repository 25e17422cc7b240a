package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.embedded.LakeService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakePortsTest {
  @TempDir Path temp;

  private LakePorts choose(int gateway) throws Exception {
    return LakePorts.choose(temp.resolve("ports.properties"), gateway);
  }

  private static Set<Integer> all(LakePorts ports) {
    Set<Integer> all = new HashSet<>(List.of(ports.postgres(), ports.objects()));
    for (LakeService service : LakeService.values()) {
      all.add(ports.main(service));
      all.add(ports.management(service));
    }
    return all;
  }

  @Test
  void areAllDifferent() throws Exception {
    assertThat(all(choose(0))).hasSize(10).doesNotContain(0);
  }

  @Test
  void stayFromStartToStart() throws Exception {
    assertThat(all(choose(0))).isEqualTo(all(choose(0)));
  }

  @Test
  void theGatewaysIsTheOneAskedForLast() throws Exception {
    assertThat(choose(0).gateway()).isEqualTo(8080);
    assertThat(choose(9123).gateway()).isEqualTo(9123);
    assertThat(choose(0).gateway()).isEqualTo(9123);
  }

  @Test
  void oneThatWasTakenSinceIsReplaced() throws Exception {
    int before = choose(0).postgres();
    try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getByName("127.0.0.1"))) {
      LakePorts after = choose(0);
      assertThat(after.postgres()).isNotEqualTo(taken.getLocalPort());
      assertThat(all(after)).hasSize(10);
    }
  }

  @Test
  void nonsenseInTheFileIsReplaced() throws Exception {
    Files.writeString(
        temp.resolve("ports.properties"), "postgres=x\nobjects=70000\nviz-gateway=-1\n");
    assertThat(all(choose(0))).hasSize(10).contains(8080).doesNotContain(70_000);
  }
}
