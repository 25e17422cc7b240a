package io.tarn.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities in PEM files. */
final class Certificates {
  private Certificates() {}

  /**
   * A key store of the authorities in the file.
   *
   * @throws SupportException if there is none
   */
  static KeyStore of(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream stream = Files.newInputStream(file)) {
      for (Certificate each :
          CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    } catch (CertificateException e) {
      throw new SupportException("%s: no certificates in PEM: %s".formatted(file, e.getMessage()));
    }
    if (store.size() == 0) {
      throw new SupportException(file + ": there is no certificate in it.");
    }
    return store;
  }

  /** A TLS context that trusts the authorities in the file, and no others. */
  static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(of(file));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
