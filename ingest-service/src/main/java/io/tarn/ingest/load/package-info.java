/** The ledger of loads, and the workers that bring each load to its end. */
@NullMarked
package io.tarn.ingest.load;

import org.jspecify.annotations.NullMarked;
