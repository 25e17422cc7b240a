package io.tarn.engine.duckdb.function;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Binary values, which come and go as hexadecimal digits. */
final class BinaryFunctions {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private BinaryFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_from_utf8(VARCHAR) VARCHAR",
            a -> new String(bytes(a[0]), StandardCharsets.UTF_8)));
    functions.add(
        JavaFunction.of(
            "tarn_from_base64(VARCHAR) VARCHAR", a -> decoded(Base64.getDecoder(), a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_from_base64url(VARCHAR) VARCHAR", a -> decoded(Base64.getUrlDecoder(), a[0])));
    functions.add(JavaFunction.of("tarn_to_base32(VARCHAR) VARCHAR", a -> base32(bytes(a[0]))));
    functions.add(
        JavaFunction.of("tarn_from_base32(VARCHAR) VARCHAR", a -> fromBase32((String) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_digest(VARCHAR, VARCHAR) VARCHAR", a -> digest(bytes(a[0]), (String) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_hmac(VARCHAR, VARCHAR, VARCHAR) VARCHAR",
            a -> hmac(bytes(a[0]), bytes(a[1]), (String) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_crc32(VARCHAR) BIGINT",
            a -> {
              CRC32 crc = new CRC32();
              crc.update(bytes(a[0]));
              return crc.getValue();
            }));
    functions.add(
        JavaFunction.of(
            "tarn_whole_hex(BIGINT, INTEGER) VARCHAR",
            a -> HEX.toHexDigits((Long) a[0], ((Long) a[1]).intValue())));
    functions.add(
        JavaFunction.of(
            "tarn_hex_whole(VARCHAR, INTEGER) BIGINT", a -> whole((String) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_real_hex(FLOAT) VARCHAR",
            a -> HEX.toHexDigits(Float.floatToIntBits((Float) a[0]), 8)));
    functions.add(
        JavaFunction.of(
            "tarn_double_hex(DOUBLE) VARCHAR",
            a -> HEX.toHexDigits(Double.doubleToLongBits((Double) a[0]), 16)));
    functions.add(
        JavaFunction.of(
            "tarn_hex_real(VARCHAR) FLOAT",
            a -> Float.intBitsToFloat((int) whole((String) a[0], 8))));
    functions.add(
        JavaFunction.of(
            "tarn_hex_double(VARCHAR) DOUBLE",
            a -> Double.longBitsToDouble(whole((String) a[0], 16))));
    functions.add(JavaFunction.of("tarn_reverse_hex(VARCHAR) VARCHAR", a -> reversed(bytes(a[0]))));
    functions.add(
        JavaFunction.of(
            "tarn_substr_hex(VARCHAR, BIGINT, BIGINT) VARCHAR",
            a -> part(bytes(a[0]), (Long) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of("tarn_lpad_hex(VARCHAR, BIGINT, VARCHAR) VARCHAR", a -> padded(a, true)));
    functions.add(
        JavaFunction.of("tarn_rpad_hex(VARCHAR, BIGINT, VARCHAR) VARCHAR", a -> padded(a, false)));
  }

  private static byte[] bytes(Object hex) {
    return HEX.parseHex((String) hex);
  }

  private static String decoded(Base64.Decoder decoder, Object text) {
    try {
      return HEX.formatHex(decoder.decode(((String) text).getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw FunctionFailure.invalid("The text is not base64");
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i += 5) {
      long bits = 0;
      for (int j = 0; j < 5; j++) {
        bits = bits << 8 | (i + j < bytes.length ? bytes[i + j] & 0xFF : 0);
      }
      int digits = Math.min(8, ((bytes.length - i) * 8 + 4) / 5);
      for (int j = 0; j < 8; j++) {
        text.append(j < digits ? BASE32.charAt((int) (bits >> (35 - 5 * j)) & 31) : '=');
      }
    }
    return text.toString();
  }

  private static String fromBase32(String text) {
    String digits = text.replaceFirst("=+$", "");
    StringBuilder hex = new StringBuilder();
    long bits = 0;
    int count = 0;
    for (int i = 0; i < digits.length(); i++) {
      int value = BASE32.indexOf(digits.charAt(i));
      if (value < 0) {
        throw FunctionFailure.invalid("The text is not base32");
      }
      bits = bits << 5 | value;
      count += 5;
      if (count >= 8) {
        count -= 8;
        hex.append(HEX.toHexDigits((byte) (bits >> count)));
      }
    }
    return hex.toString();
  }

  private static String digest(byte[] bytes, String algorithm) {
    try {
      return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(byte[] bytes, byte[] key, String algorithm) {
    if (key.length == 0) {
      throw FunctionFailure.invalid("Empty key");
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return HEX.formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long whole(String hex, long digits) {
    if (hex.length() != digits) {
      throw FunctionFailure.invalid("expected " + digits / 2 + "-byte input");
    }
    long value = Long.parseUnsignedLong(hex, 16);
    return digits == 8 ? (int) value : value;
  }

  private static String reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return HEX.formatHex(result);
  }

  private static String part(byte[] bytes, long start, long length) {
    long from = start > 0 ? start - 1 : bytes.length + start;
    if (start == 0 || from < 0 || from >= bytes.length || length <= 0) {
      return "";
    }
    long to = length > bytes.length - from ? bytes.length : from + length;
    return HEX.formatHex(bytes, (int) from, (int) to);
  }

  private static String padded(Object[] arguments, boolean left) {
    byte[] bytes = bytes(arguments[0]);
    long length = (Long) arguments[1];
    byte[] padding = bytes(arguments[2]);
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw FunctionFailure.invalid("Target length is out of range");
    }
    if (padding.length == 0) {
      throw FunctionFailure.invalid("Padding bytes must not be empty");
    }
    byte[] result = new byte[(int) length];
    int kept = Math.min(bytes.length, result.length);
    int offset = left ? result.length - kept : 0;
    System.arraycopy(bytes, 0, result, offset, kept);
    int start = left ? 0 : kept;
    for (int i = 0; i < result.length - kept; i++) {
      result[start + i] = padding[i % padding.length];
    }
    return HEX.formatHex(result);
  }
}
