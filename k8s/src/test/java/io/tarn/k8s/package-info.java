/** The plain manifests: equal to what the build writes and to what the chart says. */
@NullMarked
package io.tarn.k8s;

import org.jspecify.annotations.NullMarked;
