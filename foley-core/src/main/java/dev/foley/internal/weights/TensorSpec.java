package dev.foley.internal.weights;

/**
 * Type and shape of a tensor to be written.
 *
 * @param dtype F32, F16 or BF16
 */
public record TensorSpec(DType dtype, long... shape) {
  public TensorSpec {
    if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
      throw new IllegalArgumentException("cannot write " + dtype);
    }
    shape = shape.clone();
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size " + size);
      }
    }
  }

  /** Number of elements. */
  public long count() {
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  long bytes() {
    return Math.multiplyExact(count(), dtype.bytes());
  }
}
