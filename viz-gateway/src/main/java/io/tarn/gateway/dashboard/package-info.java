/** Dashboards: documents of tiles with SQL, kept with versions, and the data that they show. */
@NullMarked
package io.tarn.gateway.dashboard;

import org.jspecify.annotations.NullMarked;
