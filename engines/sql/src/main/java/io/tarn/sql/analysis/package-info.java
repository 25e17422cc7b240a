/**
 * From text to typed tree: Trino's parser, then name resolution and typing by Trino's rules. The
 * only importer of the parser.
 */
@NullMarked
package io.tarn.sql.analysis;

import org.jspecify.annotations.NullMarked;
