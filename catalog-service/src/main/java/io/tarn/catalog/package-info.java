/** The catalog service: what its features share. */
@NullMarked
package io.tarn.catalog;

import org.jspecify.annotations.NullMarked;
