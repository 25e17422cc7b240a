/**
 * The servers of a lake on one machine: PostgreSQL from its published binaries and an S3 object
 * store on a plain folder, both on loopback only; and the settings by which services find them.
 */
@NullMarked
package io.tarn.embedded;

import org.jspecify.annotations.NullMarked;
