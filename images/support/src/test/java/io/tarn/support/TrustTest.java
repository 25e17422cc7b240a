package io.tarn.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir Path folder;

  @Test
  void addsTheAuthoritiesToThoseOfTheJre() throws Exception {
    Path pem = folder.resolve("ca.crt");
    Files.writeString(pem, certificate("one") + certificate("two"));
    Path into = folder.resolve("authorities.p12");

    run(pem, into);

    KeyStore store = KeyStore.getInstance(into.toFile(), Trust.PASSWORD.toCharArray());
    assertThat(store.isCertificateEntry("authority-0")).isTrue();
    assertThat(store.isCertificateEntry("authority-1")).isTrue();
    assertThat(store.size()).isGreaterThan(50);
  }

  @Test
  void refusesWhatHoldsNoCertificate() throws Exception {
    Path pem = folder.resolve("ca.crt");
    Files.writeString(pem, "");
    Path text = folder.resolve("text.crt");
    Files.writeString(
        text, "-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n");
    Path into = folder.resolve("authorities.p12");

    assertThatThrownBy(() -> run(pem, into))
        .hasMessageContaining("ca.crt: there is no certificate");
    assertThatThrownBy(() -> run(text, into))
        .hasMessageContaining("text.crt: no certificates in PEM");
    assertThat(into).doesNotExist();
  }

  private static void run(Path pem, Path into) throws Exception {
    Trust.run(Options.of(List.of("--certificates=" + pem, "--into=" + into)));
  }

  private String certificate(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-keystore", store.toString());
    return keytool("-exportcert", "-rfc", "-keystore", store.toString());
  }

  private static String keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", "store-password"));
    Process keytool =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).isZero();
    return output;
  }
}
