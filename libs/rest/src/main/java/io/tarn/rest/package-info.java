/**
 * The edge that the four services share: problem documents, request ids, the access log, tokens
 * between services, body limits, pages of lists. The only place where HTTP meets {@link
 * io.tarn.kernel.ErrorCode}.
 */
@NullMarked
package io.tarn.rest;

import org.jspecify.annotations.NullMarked;
