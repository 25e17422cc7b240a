package io.tarn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
  @Test
  void goesThroughAListToItsEnd() {
    List<Integer> rows = IntStream.range(0, 7).boxed().toList();
    PageRequest first = PageRequest.of(3, null);

    Page<Integer> one = Page.cut(rows.subList(0, 4), first, Object::toString);
    PageRequest second = PageRequest.of(3, one.nextPageToken());
    Page<Integer> last = Page.cut(rows.subList(6, 7), second, Object::toString);

    assertThat(one.items()).containsExactly(0, 1, 2);
    assertThat(second.after()).isEqualTo("2");
    assertThat(last.nextPageToken()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void refusesALimitOutOfRange(int limit) {
    assertThatThrownBy(() -> PageRequest.of(limit, null))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("limit:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%%", "abc=", "_w"})
  void refusesATokenThatItDidNotMake(String token) {
    assertThatThrownBy(() -> PageRequest.of(null, token))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("pageToken:");
  }
}
