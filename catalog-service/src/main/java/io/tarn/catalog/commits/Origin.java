package io.tarn.catalog.commits;

/**
 * Where a change comes from.
 *
 * @param principal on whose behalf
 * @param engine what made it: {@code load}, {@code sql}, {@code maintenance}, or a foreign engine's
 *     name
 */
public record Origin(String principal, String engine) {}
