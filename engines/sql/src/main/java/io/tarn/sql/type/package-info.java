/** The dialect's rules about types: which convert by themselves, and to what. */
@NullMarked
package io.tarn.sql.type;

import org.jspecify.annotations.NullMarked;
