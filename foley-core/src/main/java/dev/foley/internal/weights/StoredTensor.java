package dev.foley.internal.weights;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Where a tensor lies in a file. The reader that makes one has checked that every element lies
 * inside the file.
 *
 * @param offset byte position of the first element
 * @param strides distance of neighbours along each axis, in elements; {@code null} if contiguous
 */
record StoredTensor(FileBytes file, long offset, DType dtype, long[] shape, long[] strides) {
  private static final int CHUNK = 1 << 14;

  long count() {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return count;
  }

  void read(long first, FloatBuffer target) {
    checkRange(first, target);
    if (strides == null && dtype == DType.F32) {
      copyFloats(first, target);
      return;
    }
    float[] values = new float[Math.min(CHUNK, target.remaining())];
    Halves halves = new Halves(values.length);
    for (long at = first; target.hasRemaining(); ) {
      int count = Math.min(values.length, target.remaining());
      widen(at, values, halves, count);
      target.put(values, 0, count);
      at += count;
    }
  }

  void readF16(long first, ShortBuffer target) {
    checkRange(first, target);
    float[] values = new float[Math.min(CHUNK, target.remaining())];
    Halves halves = new Halves(values.length);
    for (long at = first; target.hasRemaining(); ) {
      int count = Math.min(values.length, target.remaining());
      if (strides == null && dtype == DType.F16) {
        halves.read(file, offset + at * Short.BYTES, count);
      } else {
        widen(at, values, halves, count);
        for (int i = 0; i < count; i++) {
          halves.values[i] = HalfPrecision.toF16(values[i]);
        }
      }
      target.put(halves.values, 0, count);
      at += count;
    }
  }

  long[] longs() {
    if (dtype.isFloating()) {
      throw new IllegalArgumentException("a " + dtype + " tensor does not hold integers");
    }
    long count = count();
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(count + " elements are too many for one array");
    }
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(bits(i));
    }
    return values;
  }

  private void checkRange(long first, Buffer target) {
    long count = count();
    if (first < 0 || first > count || target.remaining() > count - first) {
      throw new IndexOutOfBoundsException(
          "elements " + first + " + " + target.remaining() + " of a tensor of " + count);
    }
  }

  private void copyFloats(long first, FloatBuffer target) {
    byte[] scratch = new byte[Math.min(CHUNK, target.remaining()) * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(scratch).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    long position = offset + first * Float.BYTES;
    while (target.hasRemaining()) {
      int count = Math.min(floats.capacity(), target.remaining());
      file.read(position, scratch, count * Float.BYTES);
      target.put(floats.limit(count).rewind());
      position += (long) count * Float.BYTES;
    }
  }

  /** Widens {@code count} elements. */
  private void widen(long first, float[] values, Halves halves, int count) {
    if (strides == null && dtype.bytes() == 2 && dtype.isFloating()) {
      halves.read(file, offset + first * Short.BYTES, count);
      if (dtype == DType.BF16) {
        HalfPrecision.fromBf16(halves.values, values, count);
      } else {
        HalfPrecision.fromF16(halves.values, values, count);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      long bits = bits(first + i);
      values[i] =
          switch (dtype) {
            case F64 -> (float) Double.longBitsToDouble(bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            case F16 -> HalfPrecision.fromF16((short) bits);
            case BF16 -> HalfPrecision.fromBf16((short) bits);
            default -> integer(bits);
          };
    }
  }

  /** Room for a piece of 16-bit numbers. */
  private static final class Halves {
    private final byte[] bytes;
    private final ShortBuffer view;
    private final short[] values;

    Halves(int count) {
      bytes = new byte[count * Short.BYTES];
      view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
      values = new short[count];
    }

    void read(FileBytes file, long position, int count) {
      file.read(position, bytes, count * Short.BYTES);
      view.get(0, values, 0, count);
    }
  }

  private long integer(long bits) {
    return switch (dtype) {
      case I32 -> (int) bits;
      case I16 -> (short) bits;
      case I8 -> (byte) bits;
      case BOOL -> bits == 0 ? 0 : 1;
      default -> bits;
    };
  }

  private long bits(long index) {
    long element = index;
    if (strides != null) {
      element = 0;
      long rest = index;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        element += rest % shape[axis] * strides[axis];
        rest /= shape[axis];
      }
    }
    return file.bits(offset + element * dtype.bytes(), dtype.bytes());
  }
}
