/** What {@code tarn test} says at its end. */
@NullMarked
package io.tarn.local.report;

import org.jspecify.annotations.NullMarked;
