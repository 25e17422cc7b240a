package io.tarn.gateway;

/** A service behind the gateway. */
public enum Service {
  INGEST("ingest-service"),
  CATALOG("catalog-service"),
  QUERY("query-service");

  private final String label;

  Service(String label) {
    this.label = label;
  }

  /** The service's application name, which is the audience of tokens for it. */
  public String label() {
    return label;
  }
}
