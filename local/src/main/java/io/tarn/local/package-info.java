/**
 * The one-machine lake: starts PostgreSQL, the object store and the four services as processes,
 * watches them, and stops them; and the commands around it.
 */
@NullMarked
package io.tarn.local;

import org.jspecify.annotations.NullMarked;
