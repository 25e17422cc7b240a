/** What makes a service safe to run for others: its checks at start, and TLS on its calls. */
@NullMarked
package io.tarn.rest.production;

import org.jspecify.annotations.NullMarked;
