/** The resources in AWS that the chart stands on: terraform/ against a simulated AWS. */
@NullMarked
package io.tarn.system.aws;

import org.jspecify.annotations.NullMarked;
