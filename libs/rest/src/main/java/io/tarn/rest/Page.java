package io.tarn.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most as many as were asked for
 * @param nextPageToken what to send as {@code pageToken} for the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page out of rows that were read with one more than the limit, so that it is known whether
   * there is a next one.
   *
   * @param rows at most {@code request.limit() + 1}, in the list's order
   * @param cursor gives the text that {@link PageRequest#after} holds for the page after a row
   */
  public static <T> Page<T> cut(List<T> rows, PageRequest request, Function<T, String> cursor) {
    if (rows.size() <= request.limit()) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, request.limit());
    return new Page<>(items, PageRequest.token(cursor.apply(items.getLast())));
  }

  /** The same page with each item turned into another. */
  public <R> Page<R> map(Function<? super T, ? extends R> turn) {
    return new Page<>(items.stream().<R>map(turn).toList(), nextPageToken);
  }
}
