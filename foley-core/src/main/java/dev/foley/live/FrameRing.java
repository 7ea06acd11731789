package dev.foley.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Pictures on their way from the render thread to the worker: a fixed number of slots, one producer
 * and one consumer, neither of which ever waits. Slots are reused, so a consumer copies what it
 * keeps.
 */
final class FrameRing {
  /** One picture set; belongs to the producer until published, then to the consumer. */
  static final class Slot {
    final byte[][] pictures;
    long timeNanos;
    int epoch;

    private Slot(int[] bytes) {
      pictures = new byte[bytes.length][];
      for (int i = 0; i < bytes.length; i++) {
        pictures[i] = new byte[bytes[i]];
      }
    }
  }

  private final Slot[] slots;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong released = new AtomicLong();

  /**
   * @param bytes sizes of the pictures of one slot
   */
  FrameRing(int count, int[] bytes) {
    slots = new Slot[count];
    for (int i = 0; i < count; i++) {
      slots[i] = new Slot(bytes);
    }
  }

  /** Producer: the slot to fill next, or {@code null} if all are taken. */
  Slot claim() {
    long next = published.getPlain();
    if (next - released.getAcquire() == slots.length) {
      return null;
    }
    return slots[(int) (next % slots.length)];
  }

  /** Producer: hands the claimed slot over. */
  void publish() {
    published.setRelease(published.getPlain() + 1);
  }

  /** Consumer: the oldest slot, or {@code null} if there is none. */
  Slot peek() {
    long next = released.getPlain();
    return next == published.getAcquire() ? null : slots[(int) (next % slots.length)];
  }

  /** Consumer: gives the oldest slot back. */
  void release() {
    released.setRelease(released.getPlain() + 1);
  }
}
