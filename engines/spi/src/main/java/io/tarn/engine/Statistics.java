package io.tarn.engine;

/**
 * What a query cost.
 *
 * @param rows rows of the answer
 * @param scannedBytes bytes of data files read, or about to be read when it ended early
 * @param engineMillis time in the engine
 */
public record Statistics(long rows, long scannedBytes, long engineMillis) {}
