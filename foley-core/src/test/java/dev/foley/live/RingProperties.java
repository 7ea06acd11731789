package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the order of writes and reads: nothing lost, nothing twice, never more than fits. */
class RingProperties {
  @Property
  void samplesComeOutOnceAndInOrder(
      @ForAll @IntRange(min = 1, max = 300) int capacity,
      @ForAll @Size(min = 1, max = 100) List<@IntRange(min = -200, max = 200) Integer> moves) {
    SampleRing ring = new SampleRing(capacity);
    assertTrue(ring.capacity() >= capacity);
    float[] source = new float[200];
    int written = 0;
    int read = 0;
    for (int move : moves) {
      if (move > 0) {
        for (int i = 0; i < move; i++) {
          source[i] = written + i;
        }
        int expected = Math.min(move, ring.capacity() - (written - read));
        assertEquals(expected, ring.write(source, 0, move));
        written += expected;
      } else {
        int count = Math.min(-move, ring.available());
        for (int i = 0; i < count; i++) {
          assertEquals(read + i, ring.at(i));
        }
        ring.skip(count);
        read += count;
      }
      assertEquals(written - read, ring.available());
      assertEquals(read, ring.readIndex());
      assertEquals(written, ring.writeIndex());
      assertEquals(ring.capacity() - (written - read), ring.free());
    }
  }

  @Property
  void picturesComeOutOnceAndInOrder(
      @ForAll @IntRange(min = 1, max = 20) int slots,
      @ForAll @Size(min = 1, max = 200) List<Boolean> moves) {
    FrameRing ring = new FrameRing(slots, new int[] {4, 2});
    long written = 0;
    long read = 0;
    for (boolean write : moves) {
      if (write) {
        FrameRing.Slot slot = ring.claim();
        assertEquals(written - read == slots, slot == null);
        if (slot != null) {
          slot.timeNanos = written++;
          ring.publish();
        }
      } else if (read == written) {
        assertNull(ring.peek());
      } else {
        assertEquals(read++, ring.peek().timeNanos);
        ring.release();
      }
    }
  }

  @Example
  void samplesSurviveTwoThreads() throws InterruptedException {
    int total = 2_000_000;
    SampleRing ring = new SampleRing(1000);
    Thread producer =
        new Thread(
            () -> {
              float[] block = new float[377];
              for (int written = 0; written < total; ) {
                int count = Math.min(block.length, total - written);
                for (int i = 0; i < count; i++) {
                  block[i] = written + i;
                }
                written += ring.write(block, 0, count);
              }
            });
    producer.start();
    for (int read = 0; read < total; ) {
      int count = Math.min(ring.available(), 211);
      for (int i = 0; i < count; i++) {
        assertEquals((float) (read + i), ring.at(i));
      }
      ring.skip(count);
      read += count;
    }
    producer.join();
    assertEquals(0, ring.available());
  }
}
