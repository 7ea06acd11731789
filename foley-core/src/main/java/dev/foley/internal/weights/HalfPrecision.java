package dev.foley.internal.weights;

/**
 * Conversion between float32 and the two 16-bit formats: IEEE 754 binary16 (5 exponent bits) and
 * bfloat16 (the upper half of a float32). Widening is exact for every bit pattern, NaN payloads
 * included. Narrowing rounds to nearest, ties to even; a NaN stays a NaN.
 */
public final class HalfPrecision {
  private static final int EXPONENT = 0x7f800000;

  private HalfPrecision() {}

  /** Widens a binary16. */
  public static float fromF16(short half) {
    int magnitude = (half & 0x7fff) << 13;
    int bits;
    if ((half & 0x7c00) == 0x7c00) {
      bits = magnitude | EXPONENT;
    } else {
      // The exponent bias differs by 112; the product also normalises subnormals, exactly.
      bits = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f);
    }
    return Float.intBitsToFloat(bits | (half & 0x8000) << 16);
  }

  /** Widens a bfloat16. */
  public static float fromBf16(short value) {
    return Float.intBitsToFloat(value << 16);
  }

  /** Narrows to binary16; magnitudes from 65520 on become infinite. */
  public static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > EXPONENT) {
      return (short) (sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff));
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Adding 0.5 moves the subnormal's last bit to the float's last bit: the addition rounds.
      float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | Float.floatToRawIntBits(shifted) - 0x3f000000);
    }
    int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | ((rounded - 0x38000000) >>> 13));
  }

  /** Narrows to bfloat16. */
  public static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > EXPONENT) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  static void fromF16(short[] source, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = fromF16(source[i]);
    }
  }

  static void fromBf16(short[] source, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = Float.intBitsToFloat(source[i] << 16);
    }
  }
}
