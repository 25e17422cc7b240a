package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The byte-wise readers of values agree with the slow and obvious way. */
class ScalarTextTest {
  private static final int ROUNDS = 200_000;
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,6})?");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void readsIntegers() {
    BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    for (int i = 0; i < ROUNDS; i++) {
      String text = mutated(integer());
      byte[] b = bytes(text);
      int digits = IntegerText.digits(b, 3, 3 + text.length());
      boolean expected = INTEGER.matcher(text).matches();
      assertThat(digits > 0).as("'%s', seed %d", text, seed).isEqualTo(expected);
      if (expected) {
        BigInteger value = new BigInteger(text);
        boolean fits = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        assertThat(IntegerText.isBigint(b, 3, 3 + text.length(), digits))
            .as("'%s', seed %d", text, seed)
            .isEqualTo(fits);
        if (fits) {
          assertThat(IntegerText.value(b, 3, 3 + text.length())).isEqualTo(value.longValue());
        }
      }
    }
  }

  @Test
  void readsNumbers() {
    NumberText number = new NumberText();
    for (int i = 0; i < ROUNDS; i++) {
      String text = mutated(number());
      boolean expected = NUMBER.matcher(text).matches();
      assertThat(number.read(bytes(text), 3, 3 + text.length()))
          .as("'%s', seed %d", text, seed)
          .isEqualTo(expected);
      if (expected) {
        checkNumber(text, number);
      }
    }
  }

  private void checkNumber(String text, NumberText number) {
    BigDecimal exact = new BigDecimal(text);
    double value = Double.parseDouble(text);
    boolean beyond = Double.isInfinite(value) || (value == 0 && exact.signum() != 0);
    assertThat(number.isBeyondDouble()).as("'%s', seed %d", text, seed).isEqualTo(beyond);
    int digits = exact.signum() == 0 ? 1 : exact.stripTrailingZeros().precision();
    if (!beyond) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
      assertThat(number.fitsDouble())
          .as("'%s', seed %d", text, seed)
          .isEqualTo(
              rounded.compareTo(exact) == 0
                  || new BigDecimal(Double.toString(value)).compareTo(exact) == 0);
    }
    float small = Float.parseFloat(text);
    boolean fits =
        Float.isFinite(small)
            && (small != 0 || exact.signum() == 0)
            && new BigDecimal(small).round(new MathContext(digits)).compareTo(exact) == 0;
    assertThat(number.fitsReal()).as("'%s', seed %d", text, seed).isEqualTo(fits);
    if (!number.hasExponent()) {
      assertThat(number.scale()).isEqualTo(exact.scale());
      assertThat(number.integerDigits())
          .as("'%s', seed %d", text, seed)
          .isEqualTo(
              Math.max(0, new BigDecimal(exact.toBigInteger()).precision())
                  - (exact.toBigInteger().signum() == 0 ? 1 : 0));
    }
    assertThat(number.isNegativeZero()).isEqualTo(text.startsWith("-") && exact.signum() == 0);
  }

  @Test
  void readsDates() {
    TimeText time = new TimeText();
    for (int year = 0; year <= 9999; year += year < 2100 && year > 1890 ? 1 : 97) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = "%04d-%02d-%02d".formatted(year, month, day);
          assertThat(time.read(bytes(text), 3, 13) == TimeText.Kind.DATE)
              .as(text)
              .isEqualTo(year > 0 && isDate(year, month, day));
        }
      }
    }
  }

  private static boolean isDate(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day).getDayOfMonth() == day;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private String integer() {
    String sign = random.nextInt(3) == 0 ? "-" : "";
    return switch (random.nextInt(4)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 ->
          BigInteger.valueOf(random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE)
              .add(BigInteger.valueOf(random.nextInt(7) - 3))
              .toString();
      default -> {
        StringBuilder digits = new StringBuilder(sign);
        for (int i = random.nextInt(22); i >= 0; i--) {
          digits.append((char) ('0' + random.nextInt(10)));
        }
        yield digits.toString();
      }
    };
  }

  private String number() {
    String text =
        switch (random.nextInt(5)) {
          case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
          case 1 -> "%.17g".formatted(random.nextGaussian());
          case 2 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
          case 3 -> integer() + "." + integer().replace("-", "");
          default -> integer();
        };
    return random.nextInt(8) == 0 ? text + "e" + (random.nextInt(700) - 350) : text;
  }

  /** The text, sometimes with one character changed. */
  private String mutated(String text) {
    if (random.nextInt(3) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    char other = "0123456789-+.eE /:;x\u007F".charAt(random.nextInt(21));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  /** The text amid digits, which do not belong to it. */
  private static byte[] bytes(String text) {
    byte[] b = new byte[3 + text.length() + TextWindow.SLACK];
    Arrays.fill(b, (byte) '7');
    System.arraycopy(text.getBytes(US_ASCII), 0, b, 3, text.length());
    return b;
  }
}
