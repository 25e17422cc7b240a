/** Who calls: API keys, sessions of the page, and the rights of each role. */
@NullMarked
package io.tarn.gateway.identity;

import org.jspecify.annotations.NullMarked;
