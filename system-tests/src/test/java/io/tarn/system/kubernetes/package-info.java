/** The chart on a real cluster: run by {@code ./tarn test --kubernetes}. */
@NullMarked
package io.tarn.system.kubernetes;

import org.jspecify.annotations.NullMarked;
