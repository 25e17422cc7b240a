/** What an engine is to those who run queries on it. Contracts only. */
@NullMarked
package io.tarn.engine;

import org.jspecify.annotations.NullMarked;
