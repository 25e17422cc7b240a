/** The one front door of the lake: what its features share about the services behind it. */
@NullMarked
package io.tarn.gateway;

import org.jspecify.annotations.NullMarked;
