/** Side-by-side measurements of a running lake against what a user would pick instead. */
@NullMarked
package io.tarn.bench;

import org.jspecify.annotations.NullMarked;
