package dev.foley.internal.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Every bit pattern of both 16-bit formats, against their definition. */
class HalfPrecisionTest {
  @Test
  void everyBinary16WidensToItsDefinition() {
    for (int h = 0; h < 0x10000; h++) {
      float actual = HalfPrecision.fromF16((short) h);
      int exponent = h >> 10 & 0x1f;
      int mantissa = h & 0x3ff;
      if (exponent == 31) {
        int expected = (h & 0x8000) << 16 | 0x7f800000 | mantissa << 13;
        assertEquals(expected, Float.floatToRawIntBits(actual), "pattern " + h);
      } else {
        double magnitude =
            exponent == 0
                ? Math.scalb((double) mantissa, -24)
                : Math.scalb(1024.0 + mantissa, exponent - 25);
        float expected = (float) ((h & 0x8000) != 0 ? -magnitude : magnitude);
        assertEquals(
            Float.floatToRawIntBits(expected), Float.floatToRawIntBits(actual), "pattern " + h);
      }
    }
  }

  @Test
  void everyBfloat16WidensToTheUpperHalfOfAFloat() {
    short[] source = new short[0x10000];
    for (int h = 0; h < source.length; h++) {
      source[h] = (short) h;
    }
    float[] target = new float[source.length];
    HalfPrecision.fromBf16(source, target, target.length);
    for (int h = 0; h < source.length; h++) {
      assertEquals(h << 16, Float.floatToRawIntBits(target[h]));
      assertEquals(h << 16, Float.floatToRawIntBits(HalfPrecision.fromBf16(source[h])));
    }
  }

  @Test
  void narrowingUndoesWideningForEveryNumber() {
    for (int h = 0; h < 0x10000; h++) {
      float half = HalfPrecision.fromF16((short) h);
      float brain = HalfPrecision.fromBf16((short) h);
      if (Float.isNaN(half)) {
        assertTrue(Float.isNaN(HalfPrecision.fromF16(HalfPrecision.toF16(half))));
      } else {
        assertEquals((short) h, HalfPrecision.toF16(half));
      }
      if (Float.isNaN(brain)) {
        assertTrue(Float.isNaN(HalfPrecision.fromBf16(HalfPrecision.toBf16(brain))));
      } else {
        assertEquals((short) h, HalfPrecision.toBf16(brain));
      }
    }
  }

  @Test
  void narrowingRoundsToNearestEvenBetweenAllNeighbours() {
    for (int h = 0; h < 0x7c00; h++) {
      // From the largest number on the upper neighbour is where the next power would lie.
      double low = HalfPrecision.fromF16((short) h);
      double high = h == 0x7bff ? 65536 : HalfPrecision.fromF16((short) (h + 1));
      float middle = (float) ((low + high) / 2);
      int even = (h & 1) == 0 ? h : h + 1;
      assertEquals((short) even, HalfPrecision.toF16(middle), "middle above " + h);
      assertEquals((short) h, HalfPrecision.toF16(Math.nextDown(middle)));
      assertEquals((short) (h + 1), HalfPrecision.toF16(Math.nextUp(middle)));
      assertEquals((short) (even | 0x8000), HalfPrecision.toF16(-middle));
    }
    for (int h = 0; h < 0x7f80; h++) {
      float middle = Float.intBitsToFloat(h << 16 | 0x8000);
      assertEquals((short) ((h & 1) == 0 ? h : h + 1), HalfPrecision.toBf16(middle));
      assertEquals((short) h, HalfPrecision.toBf16(Math.nextDown(middle)));
      assertEquals((short) (h + 1), HalfPrecision.toBf16(Math.nextUp(middle)));
    }
  }
}
