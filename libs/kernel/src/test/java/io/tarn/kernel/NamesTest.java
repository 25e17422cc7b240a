package io.tarn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "id_student,id_student",
    "Sum Click (total),sum_click_total",
    "_private,_private",
    "학번,학번",
    "'Größe ','größe'",
    "'  ',''",
    "a--b,a_b"
  })
  void foldsColumns(String header, String folded) {
    assertThat(Names.column(header)).isEqualTo(folded);
  }

  @Test
  void foldsTables() {
    assertThat(new TableName("Oulad", "studentInfo")).hasToString("oulad.studentinfo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-b", "a.b", "학번", "a/../b"})
  void refusesNamesOfTables(String name) {
    assertThatThrownBy(() -> Names.fold("table", name))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no name for a table");
  }
}
