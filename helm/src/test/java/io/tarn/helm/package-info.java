/** The chart: rendered for every environment and checked, without a cluster. */
@NullMarked
package io.tarn.helm;

import org.jspecify.annotations.NullMarked;
