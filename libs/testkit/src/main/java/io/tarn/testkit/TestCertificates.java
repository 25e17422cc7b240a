package io.tarn.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server certificate, made by the JDK's keytool: as PEM files and as a key store, in a folder of
 * its own. It is its own authority: who trusts {@link #certificate} trusts the server.
 */
public final class TestCertificates {
  public static final String PASSWORD = "store-password";

  private static final String ALIAS = "server";
  private static final int LINE = 64;

  private final Path folder;

  private TestCertificates(Path folder) {
    this.folder = folder;
  }

  /** Makes one for {@code localhost}, 127.0.0.1 and more names, valid for a day. */
  public static TestCertificates in(Path folder, String... names)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    TestCertificates made = new TestCertificates(folder);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1"
                    + Stream.of(names).map(name -> ",dns:" + name).collect(Collectors.joining()),
                "-ext",
                "bc=ca:true",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                made.keyStore().toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate: " + output);
    }
    made.writePem();
    return made;
  }

  /** PKCS #12 with key and certificate, under {@link #PASSWORD}. */
  public Path keyStore() {
    return folder.resolve("server.p12");
  }

  /** The certificate, in PEM. */
  public Path certificate() {
    return folder.resolve("server.crt");
  }

  /** Its private key, in PEM; only the owner can read the file. */
  public Path privateKey() {
    return folder.resolve("server.key");
  }

  /** A context that trusts this certificate and no other. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, load().getCertificate(ALIAS));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore())) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void writePem() throws IOException {
    try {
      KeyStore store = load();
      Files.writeString(
          certificate(), pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
      Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
      Files.createFile(
          privateKey(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(privateKey(), pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK does not read what its keytool wrote", e);
    }
  }

  private static String pem(String what, byte[] der) {
    String text =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
