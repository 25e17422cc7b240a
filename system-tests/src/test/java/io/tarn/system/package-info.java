/** Tests of the whole lake from outside: through {@code ./tarn}, HTTP and a browser only. */
@NullMarked
package io.tarn.system;

import org.jspecify.annotations.NullMarked;
