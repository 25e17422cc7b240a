package io.tarn.gateway.dashboard;

/**
 * A dashboard as it is kept.
 *
 * @param version another number after each change
 * @param document the JSON of the definition
 */
record StoredDashboard(String id, long version, String document) {
  /** The strong entity tag of the definition. */
  String etag() {
    return "\"v" + version + "\"";
  }
}
