package io.tarn.lake;

import java.net.URI;

/**
 * An object as the store acknowledged it.
 *
 * @param uri {@code s3://bucket/key}
 * @param etag the store's ETag, without quotes
 * @param bytes its size
 * @param sha256 of its bytes, lower-case hex
 */
public record StoredObject(URI uri, String etag, long bytes, String sha256) {}
