package dev.foley.training.scene;

/**
 * A two-legged walk or run along +x with exact heel strikes. Feet stay put while they carry, and
 * come down with some speed, as real ones do.
 *
 * @param start instant of the first heel strike (left foot), seconds
 * @param cycle seconds from one strike of a foot to its next
 * @param duty share of the cycle a foot is on the ground: above 0.5 walks, below runs
 * @param speed metres a second
 * @param legLength hip to ankle, metres
 * @param lift how high the ankle rises in the swing, metres
 * @param width between the feet, metres
 */
record Gait(
    double start,
    double cycle,
    double duty,
    double speed,
    double legLength,
    double lift,
    double width) {

  /** Ankle height above the sole. */
  static final double ANKLE = 0.08;

  /** Strike times of one foot (0 left, 1 right) are this plus whole cycles. */
  double firstStrike(int foot) {
    return start + foot * cycle / 2;
  }

  /** Where a foot is when it lands for the n-th time. */
  Vec3 footprint(int foot, long n) {
    double t = firstStrike(foot) + n * cycle;
    // The foot lands as far ahead of the hip as it will trail behind at lift-off.
    double x = speed * (t + 0.5 * duty * cycle);
    return new Vec3(x, (foot == 0 ? 0.5 : -0.5) * width, 0);
  }

  /** Ankle joint to world: the foot's x axis points to the toes and tilts with the step. */
  Affine foot(int foot, double t) {
    double phase = (t - firstStrike(foot)) / cycle;
    long n = (long) Math.floor(phase);
    double p = phase - n;
    Vec3 here = footprint(foot, n);
    double walk = duty > 0.5 ? 1 : 0.5;
    if (p < duty) {
      double s = p / duty;
      double strike = 0.35 * walk * Math.max(0, 1 - s / 0.15);
      double push = Math.max(0, (s - 0.6) / 0.4);
      double tilt = strike - 0.9 * push * push;
      return planted(here, tilt);
    }
    Vec3 next = footprint(foot, n + 1);
    double s = (p - duty) / (1 - duty);
    double along = s * s * (3 - 2 * s) * 0.8 + s * 0.2;
    double up = lift * 6.75 * s * (1 - s) * (1 - s) * 0.7 + lift * 4 * s * (1 - s) * 0.45;
    double tilt = -0.9 + (0.9 + 0.35 * walk) * Math.min(1, s * 1.3);
    Affine low = planted(here.towards(next, along), tilt);
    return Affine.translation(0, 0, up).times(low);
  }

  /** A foot touching the ground with its heel (toes up) or its ball (heel up). */
  private static Affine planted(Vec3 at, double tilt) {
    // Contact point under the heel or under the ball of the foot, in the foot's own frame.
    double heel = -0.05;
    double ball = 0.12;
    double pivot = tilt >= 0 ? heel : ball;
    return Affine.translation(at.x() + pivot, at.y(), 0).turnY(-tilt).move(-pivot, 0, ANKLE);
  }

  /** Middle of the hips. */
  Vec3 hip(double t) {
    double phase = 2 * Math.PI * 2 * (t - start) / cycle;
    double walk = duty > 0.5 ? 1 : -1;
    double bob = -0.02 * walk * Math.cos(phase - 0.9 * Math.PI * 0.2) * (duty > 0.5 ? 1 : 2);
    double sway = 0.02 * Math.sin(phase / 2);
    double height = ANKLE + legLength * (duty > 0.5 ? 0.93 : 0.9) + bob;
    return new Vec3(speed * t, sway, height);
  }

  /** Knee by two-link inverse kinematics; thigh and shin are equally long and bend forwards. */
  Vec3 knee(Vec3 hip, Vec3 ankle) {
    Vec3 d = ankle.minus(hip);
    double half = Math.min(0.499 * legLength, d.length() / 2);
    double out = Math.sqrt(0.25 * legLength * legLength - half * half);
    Vec3 forward = new Vec3(0, 1, 0).cross(d).unit().times(-1);
    return hip.plus(d.times(0.5)).plus(forward.times(out));
  }
}
