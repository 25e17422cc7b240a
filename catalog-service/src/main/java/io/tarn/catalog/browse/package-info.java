/** Databases and tables for people and programs to look at: lists, details, history, statistics. */
@NullMarked
package io.tarn.catalog.browse;

import org.jspecify.annotations.NullMarked;
