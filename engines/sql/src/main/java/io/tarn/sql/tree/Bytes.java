package io.tarn.sql.tree;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A binary value, compared by content. Immutable. */
public final class Bytes {
  private final byte[] value;

  public Bytes(byte[] value) {
    this.value = value.clone();
  }

  /** The bytes as upper-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().withUpperCase().formatHex(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
