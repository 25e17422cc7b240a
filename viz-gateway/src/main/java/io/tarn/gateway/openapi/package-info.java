/** One OpenAPI document out of those of the four services. */
@NullMarked
package io.tarn.gateway.openapi;

import org.jspecify.annotations.NullMarked;
