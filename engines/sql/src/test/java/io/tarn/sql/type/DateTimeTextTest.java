package io.tarn.sql.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "2020-05-01,2020-05-01",
    "2020-5-1,2020-05-01",
    "' 2020-05-01 ',2020-05-01",
    "-0001-01-01,-0001-01-01",
    "12020-01-01,+12020-01-01",
    "2024-02-29,2024-02-29"
  })
  void readsDates(String text, String date) {
    assertThat(DateTimeText.date(text)).hasToString(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2020", "2020-13-01", "2023-02-29", "20-01-01", "2020/01/01", "2020-01-01T00"})
  void refusesOtherDates(String text) {
    assertThatThrownBy(() -> DateTimeText.date(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-05-01,2020-05-01T00:00,0,",
    "2020-05-01 12:34,2020-05-01T12:34,0,",
    "2020-05-01 12:34:56.789,2020-05-01T12:34:56.789,3,",
    "2020-05-01 1:2:3,2020-05-01T01:02:03,0,",
    "2020-05-01 12:34:56.7 Asia/Seoul,2020-05-01T12:34:56.700,1,Asia/Seoul",
    "2020-05-01 12:34 +09:00,2020-05-01T12:34,0,+09:00",
    "2020-05-01 12:34 utc,2020-05-01T12:34,0,Z"
  })
  void readsTimestamps(String text, String local, int precision, String zone) {
    DateTimeText.Stamp stamp = DateTimeText.timestamp(text);
    assertThat(stamp.local()).hasToString(local);
    assertThat(stamp.precision()).isEqualTo(precision);
    assertThat(stamp.zone() == null ? null : stamp.zone().getId()).isEqualTo(zone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2020-05-01T12:34",
        "2020-05-01 24:00",
        "2020-05-01 12:34 Mars/Base",
        "2020-05-01 12:34 +19:00"
      })
  void refusesOtherTimestamps(String text) {
    assertThatThrownBy(() -> DateTimeText.timestamp(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotCutDigitsOfTheSecond() {
    assertThatThrownBy(() -> DateTimeText.time("01:02:03.1234567891"))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,YEAR,YEAR,12",
    "1-6,YEAR,MONTH,18",
    "-1-6,YEAR,MONTH,-18",
    "7,MONTH,MONTH,7",
    "3,YEAR,MONTH,36"
  })
  void readsMonths(String text, IntervalText.Field from, IntervalText.Field to, long months) {
    assertThat(IntervalText.months(text, from, to)).isEqualTo(months);
  }

  @ParameterizedTest
  @CsvSource({
    "2,DAY,DAY,172800000",
    "2 10:00:00.5,DAY,SECOND,208800500",
    "2 10,DAY,HOUR,208800000",
    "-1:30,HOUR,MINUTE,-5400000",
    "1.25,SECOND,SECOND,1250",
    "1.123456,SECOND,SECOND,1123",
    "90,MINUTE,MINUTE,5400000"
  })
  void readsMillis(String text, IntervalText.Field from, IntervalText.Field to, long millis) {
    assertThat(IntervalText.millis(text, from, to)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"x,DAY,DAY", "1:2,DAY,DAY", "'',SECOND,SECOND", "99999999999999999,DAY,DAY"})
  void refusesOtherIntervals(String text, IntervalText.Field from, IntervalText.Field to) {
    assertThatThrownBy(() -> IntervalText.millis(text, from, to))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }
}
