/** What a browser reads: the page's files and their headers, and a page for each error code. */
@NullMarked
package io.tarn.gateway.page;

import org.jspecify.annotations.NullMarked;
