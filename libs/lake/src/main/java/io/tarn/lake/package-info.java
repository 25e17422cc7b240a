/**
 * The lake's files and tables as every service meets them: Iceberg's types and names in our own
 * words.
 */
@NullMarked
package io.tarn.lake;

import org.jspecify.annotations.NullMarked;
