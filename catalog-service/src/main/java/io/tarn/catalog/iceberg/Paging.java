package io.tarn.catalog.iceberg;

import jakarta.ws.rs.QueryParam;
import org.apache.iceberg.exceptions.BadRequestException;
import org.jspecify.annotations.Nullable;

/** The paging of the Iceberg REST protocol's lists: all at once unless a page size is given. */
public class Paging {
  private static final int MAX_SIZE = 10_000;

  @QueryParam("pageToken")
  @Nullable String pageToken;

  @QueryParam("pageSize")
  @Nullable String pageSize;

  /** The size to cut pages to; null for all at once. */
  @Nullable String size() {
    if (pageSize == null) {
      return pageToken == null || pageToken.isEmpty() ? null : Integer.toString(MAX_SIZE);
    }
    int size = number("pageSize", pageSize);
    if (size < 1) {
      throw new BadRequestException("pageSize: %s is not a number from 1", pageSize);
    }
    return Integer.toString(Math.min(size, MAX_SIZE));
  }

  /** Where the page begins; empty for the first. */
  String token() {
    if (pageToken == null || pageToken.isEmpty()) {
      return "";
    }
    return Integer.toString(number("pageToken", pageToken));
  }

  private static int number(String name, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new BadRequestException("%s: '%s' was not given out by this list", name, text);
    }
    return Integer.parseInt(text);
  }
}
