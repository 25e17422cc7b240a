/** Values that every part of Tarn shares: names, ids, callers, error codes. Plain Java, no I/O. */
@NullMarked
package io.tarn.kernel;

import org.jspecify.annotations.NullMarked;
