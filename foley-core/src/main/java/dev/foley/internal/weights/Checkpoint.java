package dev.foley.internal.weights;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Named tensors in one or more files. Thread-safe. An unknown name is an {@link
 * IllegalArgumentException}: callers compare their table of keys with {@link #names()} first.
 */
public interface Checkpoint extends AutoCloseable {
  /** Where it was read from, for messages. */
  String origin();

  /** All tensor names, in file order. */
  Set<String> names();

  /** A copy of the shape; empty for a single number. */
  long[] shape(String name);

  DType dtype(String name);

  /** Plain values stored beside the tensors: strings, numbers, booleans, lists and maps. */
  Map<String, Object> metadata();

  /**
   * Widens part of a tensor, in row-major order, into a buffer, on the heap or in native memory:
   * elements {@code first} to {@code first + target.remaining()}, exclusive. The buffer's position
   * ends at its limit.
   *
   * @throws IndexOutOfBoundsException if the tensor ends before
   */
  void read(String name, long first, FloatBuffer target);

  /** As {@link #read}, in binary16; 16-bit floats are copied, others are rounded to nearest. */
  void readF16(String name, long first, ShortBuffer target);

  /** As {@link #read}, for integers and booleans, exactly; floating point types are refused. */
  long[] longs(String name);

  /** Closes the files. */
  @Override
  void close();

  /** Number of elements. */
  default long count(String name) {
    long count = 1;
    for (long size : shape(name)) {
      count *= size;
    }
    return count;
  }

  /** A whole tensor, widened; at most 2^31 - 9 elements. */
  default float[] floats(String name) {
    long count = count(name);
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          name + " has " + count + " elements, too many for one array; read it in parts");
    }
    float[] values = new float[(int) count];
    read(name, 0, FloatBuffer.wrap(values));
    return values;
  }

  /**
   * The tensors whose name starts with {@code prefix}, under the rest of their names. Closing the
   * view closes this checkpoint.
   */
  default Checkpoint under(String prefix) {
    return new PrefixView(this, prefix);
  }
}
