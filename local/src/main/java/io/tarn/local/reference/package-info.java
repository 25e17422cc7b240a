/** The reference of all settings, written from the interfaces that read them. */
@NullMarked
package io.tarn.local.reference;

import org.jspecify.annotations.NullMarked;
