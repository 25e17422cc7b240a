package io.tarn.query.execution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What Athena would bill: bytes scanned, rounded up to the megabyte, at least 10 MB a query
 * (Athena's pricing page).
 */
final class Billing {
  private static final long MEGABYTE = 1_000_000;
  private static final long LEAST_BYTES = 10 * MEGABYTE;
  private static final BigDecimal TERABYTE = new BigDecimal("1000000000000");
  private static final int PRICE_SCALE = 8;

  private Billing() {}

  static long billedBytes(long scannedBytes) {
    return Math.max(LEAST_BYTES, Math.ceilDiv(scannedBytes, MEGABYTE) * MEGABYTE);
  }

  static BigDecimal price(long billedBytes, BigDecimal pricePerTerabyte) {
    return pricePerTerabyte
        .multiply(BigDecimal.valueOf(billedBytes))
        .divide(TERABYTE, PRICE_SCALE, RoundingMode.HALF_UP);
  }
}
