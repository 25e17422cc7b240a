/**
 * What runs beside the services on Kubernetes: provisioning, the chart's test, a trial's stores.
 */
@NullMarked
package io.tarn.support;

import org.jspecify.annotations.NullMarked;
