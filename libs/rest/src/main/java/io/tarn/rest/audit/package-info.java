/** Who read, wrote and granted what: one entry for each request, kept apart from the other log. */
@NullMarked
package io.tarn.rest.audit;

import org.jspecify.annotations.NullMarked;
