package dev.foley.training.scene;

/**
 * One down-stroke of a hand, hammer, door or drawer.
 *
 * @param time when it ends, seconds
 * @param peak height it starts from; 0 is touching
 * @param down seconds from the peak to the end
 * @param power shape of the fall, {@code peak * (1 - s^power)}: 1 is constant speed, 2 a free fall
 * @param dwell seconds it stays down
 * @param miss height at which it gently stops without touching; 0 for a real stroke
 * @param rebound whether it springs back at once instead of being lifted
 */
record Stroke(
    double time,
    double peak,
    double down,
    double power,
    double dwell,
    double miss,
    boolean rebound) {

  static Stroke hit(double time, double peak, double down, double power, double dwell) {
    return new Stroke(time, peak, down, power, dwell, 0, false);
  }

  boolean touches() {
    return miss == 0;
  }

  /** Approach speed at the end, height units a second. */
  double speed() {
    return touches() ? power * peak / down : 0;
  }
}
