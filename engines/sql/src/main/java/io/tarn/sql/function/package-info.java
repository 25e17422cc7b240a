/**
 * The functions and operators of the dialect: each stands once, with its signature and with how it
 * is written for the engines that have its meaning; a file for each family.
 */
@NullMarked
package io.tarn.sql.function;

import org.jspecify.annotations.NullMarked;
