package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlidingMinimumProperties {
  @Property(tries = 200)
  void isTheMinimumOfTheLastValues(
      @ForAll List<@IntRange(min = -5, max = 5) Integer> values,
      @ForAll @IntRange(min = 1, max = 9) int length) {
    SlidingMinimum minimum = new SlidingMinimum(length);
    for (int i = 0; i < values.size(); i++) {
      int expected = Integer.MAX_VALUE;
      for (int j = Math.max(0, i - length + 1); j <= i; j++) {
        expected = Math.min(expected, values.get(j));
      }
      assertEquals(expected, minimum.next(values.get(i)));
    }
  }
}
