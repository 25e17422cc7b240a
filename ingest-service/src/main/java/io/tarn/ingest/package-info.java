/** The service that takes files in: receives them durably, checks them, and loads them once. */
@NullMarked
package io.tarn.ingest;

import org.jspecify.annotations.NullMarked;
