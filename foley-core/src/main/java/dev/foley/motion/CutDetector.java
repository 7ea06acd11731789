package dev.foley.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds hard cuts: neighbouring pictures that are of different shots. Flashes are none. A cut is
 * known one picture later, after repeated pictures up to a tenth of a second later. One thread.
 */
public final class CutDetector {
  private final MotionAnalyzer analyzer = new MotionAnalyzer(this::look);
  private final List<Double> found = new ArrayList<>();
  private double decidedUntil;

  /**
   * Adds a picture.
   *
   * @param luma as {@link MotionAnalyzer#push} wants it
   * @param timeSeconds increasing
   */
  public void push(byte[] luma, double timeSeconds) {
    analyzer.push(luma, timeSeconds);
  }

  /** Says that no picture follows. */
  public void finish() {
    analyzer.finish();
    decidedUntil = Double.MAX_VALUE;
  }

  private void look(MotionFrame frame) {
    if (frame.descriptors().cutBefore()) {
      found.add(frame.time());
    }
    decidedUntil = frame.time();
  }

  /** All cuts up to this time, in seconds, have been found. */
  public double decidedUntil() {
    return decidedUntil;
  }

  /** Times of first pictures of new shots since the last call, in seconds, ascending. */
  public List<Double> drain() {
    List<Double> drained = List.copyOf(found);
    found.clear();
    return drained;
  }
}
