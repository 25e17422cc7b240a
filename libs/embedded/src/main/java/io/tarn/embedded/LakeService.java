package io.tarn.embedded;

/** The four services of a lake: their names as issuers and audiences, and their schemas. */
public enum LakeService {
  INGEST("ingest-service", "ingest"),
  CATALOG("catalog-service", "catalog"),
  QUERY("query-service", "query"),
  GATEWAY("viz-gateway", "viz");

  private final String label;
  private final String schema;

  LakeService(String label, String schema) {
    this.label = label;
    this.schema = schema;
  }

  /**
   * The name of the folder, the application, the issuer and the audience, as {@code query-service}.
   */
  public String label() {
    return label;
  }

  /** The name of the service's database role and schema, as {@code query}. */
  public String schema() {
    return schema;
  }

  /**
   * @throws IllegalArgumentException if no service has this name
   */
  public static LakeService fromString(String label) {
    for (LakeService service : values()) {
      if (service.label.equals(label)) {
        return service;
      }
    }
    throw new IllegalArgumentException("There is no service '" + label + "'");
  }
}
