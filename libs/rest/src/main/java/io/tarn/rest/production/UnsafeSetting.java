package io.tarn.rest.production;

/**
 * A setting that does not belong into production.
 *
 * @param key its name in the configuration
 * @param reason what is wrong with it; never its value, if that is secret
 * @param remedy what to do
 */
record UnsafeSetting(String key, String reason, String remedy) {
  @Override
  public String toString() {
    return key + ": " + reason + " " + remedy;
  }
}
