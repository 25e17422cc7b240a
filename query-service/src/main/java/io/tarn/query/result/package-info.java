/** Results: where they lie, how they are read, when they go. */
@NullMarked
package io.tarn.query.result;

import org.jspecify.annotations.NullMarked;
