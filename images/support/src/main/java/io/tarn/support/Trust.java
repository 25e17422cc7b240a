package io.tarn.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

/**
 * {@code trust --certificates=FILE --into=FILE}: makes a key store of the authorities that this JRE
 * knows and those in the PEM file, for {@code javax.net.ssl.trustStore}. What it holds is public;
 * its password is Java's usual one.
 */
final class Trust {
  static final String PASSWORD = "changeit";

  private Trust() {}

  static void run(Options options) throws IOException, GeneralSecurityException {
    KeyStore all = Certificates.of(Path.of(options.required("certificates")));
    KeyStore known =
        KeyStore.getInstance(
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(),
            PASSWORD.toCharArray());
    for (String alias : Collections.list(known.aliases())) {
      all.setCertificateEntry("jre-" + alias, known.getCertificate(alias));
    }
    try (OutputStream out = Files.newOutputStream(Path.of(options.required("into")))) {
      all.store(out, PASSWORD.toCharArray());
    }
    System.out.println("%d authorities are trusted.".formatted(all.size()));
  }
}
