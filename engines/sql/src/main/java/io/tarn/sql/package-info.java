/**
 * The dialect's front end: text in Trino's dialect is parsed, analysed with Trino's rules and
 * written anew for the engine that runs it. The only maker of {@link WrittenSql}.
 */
@NullMarked
package io.tarn.sql;

import org.jspecify.annotations.NullMarked;
