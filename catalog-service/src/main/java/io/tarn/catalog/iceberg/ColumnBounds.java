package io.tarn.catalog.iceberg;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Gathers the bounds and NULLs of one column over the files of a snapshot. Not thread-safe. */
final class ColumnBounds {
  /** Writers cut the bounds of text and bytes at 16 by default (Iceberg's truncate(16)). */
  private static final int CUT_LENGTH = 16;

  private final Types.NestedField field;
  private final Comparator<Object> order;
  private @Nullable Object least;
  private @Nullable Object greatest;
  private boolean bounded = true;
  private boolean counted = true;
  private boolean mayBeCut;
  private long nulls;

  ColumnBounds(Types.NestedField field) {
    this.field = field;
    this.order = Comparators.forType(field.type().asPrimitiveType());
  }

  Types.NestedField field() {
    return field;
  }

  void add(DataFile file) {
    if (file.recordCount() == 0) {
      return;
    }
    Long fileNulls = value(file.nullValueCounts());
    if (fileNulls == null) {
      counted = false;
    } else {
      nulls += fileNulls;
      if (fileNulls == file.recordCount()) {
        return;
      }
    }
    Object lower = bound(value(file.lowerBounds()));
    Object upper = bound(value(file.upperBounds()));
    if (lower == null || upper == null) {
      bounded = false;
      return;
    }
    least = least == null || order.compare(lower, least) < 0 ? lower : least;
    greatest = greatest == null || order.compare(upper, greatest) > 0 ? upper : greatest;
  }

  /** The least value as JSON has it; null if a file does not tell, or there is none. */
  @Nullable Object min() {
    return bounded && least != null ? JsonValues.of(field.type(), least) : null;
  }

  @Nullable Object max() {
    return bounded && greatest != null ? JsonValues.of(field.type(), greatest) : null;
  }

  @Nullable Long nulls() {
    return counted ? nulls : null;
  }

  boolean mayBeCut() {
    return mayBeCut;
  }

  private <T> @Nullable T value(@Nullable Map<Integer, T> byField) {
    return byField == null ? null : byField.get(field.fieldId());
  }

  private @Nullable Object bound(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return null;
    }
    Object value = Conversions.fromByteBuffer(field.type(), bytes);
    Type.TypeID type = field.type().typeId();
    if (value instanceof CharSequence text) {
      mayBeCut |= text.codePoints().count() >= CUT_LENGTH;
    } else if (type == Type.TypeID.BINARY) {
      mayBeCut |= bytes.remaining() >= CUT_LENGTH;
    }
    return value;
  }
}
