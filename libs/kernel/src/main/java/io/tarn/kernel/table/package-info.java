/** What a reader needs to know of one snapshot of one table. */
@NullMarked
package io.tarn.kernel.table;

import org.jspecify.annotations.NullMarked;
