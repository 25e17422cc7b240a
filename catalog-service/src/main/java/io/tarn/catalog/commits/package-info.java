/** The log of what was committed to which table, and the stream of it. */
@NullMarked
package io.tarn.catalog.commits;

import org.jspecify.annotations.NullMarked;
