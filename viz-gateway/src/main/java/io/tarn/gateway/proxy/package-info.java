/** The routes to the services behind the gateway, streamed both ways. */
@NullMarked
package io.tarn.gateway.proxy;

import org.jspecify.annotations.NullMarked;
