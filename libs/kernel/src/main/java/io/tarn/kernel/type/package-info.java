/** The SQL types of the dialect, as Trino names them. */
@NullMarked
package io.tarn.kernel.type;

import org.jspecify.annotations.NullMarked;
