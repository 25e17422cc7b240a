package io.tarn.engine.duckdb;

import io.tarn.kernel.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The values of the API's JSON: whole numbers beyond ±(2^53−1), {@code NaN} and infinities as
 * strings; decimals as strings with their scale; dates and times in ISO 8601, timestamps with
 * {@code T}, with a zone as RFC 9557; varbinary in base64; arrays and rows as lists; maps as
 * objects.
 */
public final class JsonValues {
  private JsonValues() {}

  /** The value for JSON: Boolean, Long, Double, String, List, Map or null. */
  public static @Nullable Object of(DataType type, @Nullable Object value) {
    throw new UnsupportedOperationException(type + " " + value);
  }
}
