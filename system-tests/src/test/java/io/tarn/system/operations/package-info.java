/** What operators rely on: alerts, metrics, backups. */
@NullMarked
package io.tarn.system.operations;

import org.jspecify.annotations.NullMarked;
