/** The lake as this service reads it: catalogue, files and engine. */
@NullMarked
package io.tarn.query.lake;

import org.jspecify.annotations.NullMarked;
