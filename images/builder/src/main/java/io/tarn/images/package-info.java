/** Builds the container images of the services with Jib: no Docker, no daemon. */
@NullMarked
package io.tarn.images;

import org.jspecify.annotations.NullMarked;
