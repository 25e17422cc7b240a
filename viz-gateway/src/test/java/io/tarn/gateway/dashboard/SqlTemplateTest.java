package io.tarn.gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {
  static SqlTemplate.Positional positional(String sql) {
    return SqlTemplate.parse(sql).positional(name -> name.equals("day") ? "CAST(? AS date)" : "?");
  }

  @Test
  void putsAPlaceForEachName() {
    SqlTemplate.Positional positional =
        positional("SELECT * FROM t WHERE a = :module AND d > :day OR b=:module");
    assertThat(positional.sql())
        .isEqualTo("SELECT * FROM t WHERE a = ?       AND d > CAST(? AS date) OR b=?      ");
    assertThat(positional.names()).containsExactly("module", "day", "module");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':no' FROM t",
        "SELECT 'it''s :no' FROM t",
        "SELECT \":no\" FROM t",
        "SELECT \"a\"\":no\" FROM t",
        "SELECT 1 -- :no ? '",
        "SELECT /* :no ? ' */ 1",
        "SELECT a::no FROM t",
        "SELECT a[1:2] FROM t",
        "SELECT : no FROM t"
      })
  void leavesWhatIsNoParameter(String sql) {
    assertThat(SqlTemplate.parse(sql).names()).isEmpty();
    assertThat(positional(sql).sql()).isEqualTo(sql);
  }

  @Test
  void goesOnBehindQuotesAndComments() {
    assertThat(SqlTemplate.parse("SELECT ':a' || :b -- :c\n, \":d\", :e /* :f */ + :g").names())
        .containsExactly("b", "e", "g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'a", "SELECT \"a", "SELECT 'a''", "SELECT /* a", "SELECT ?"})
  void refusesWhatCannotBeRead(String sql) {
    assertThatThrownBy(() -> SqlTemplate.parse(sql)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesEachParameterOnce() {
    assertThat(List.copyOf(SqlTemplate.parse("SELECT :b, :a, :b").names()))
        .isEqualTo(List.of("b", "a"));
  }
}
