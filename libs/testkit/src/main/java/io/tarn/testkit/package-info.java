/** Real servers, key pairs and tokens for tests. */
@NullMarked
package io.tarn.testkit;

import org.jspecify.annotations.NullMarked;
