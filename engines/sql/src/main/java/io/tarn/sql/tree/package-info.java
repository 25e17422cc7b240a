/**
 * The typed tree of a statement: names are symbols, every expression has its type, coercions are
 * explicit. Knows neither the parser nor any engine.
 */
@NullMarked
package io.tarn.sql.tree;

import org.jspecify.annotations.NullMarked;
