package dev.foley.training.scene;

import java.util.function.DoubleFunction;

/** Chooses viewpoints and camera moves. */
final class Director {
  /**
   * From where a scene may be filmed; angles in radians.
   *
   * @param from lowest azimuth; -pi/2 looks along +y
   * @param to highest azimuth
   * @param low lowest elevation
   * @param high highest elevation
   */
  record Angles(double from, double to, double low, double high) {
    static final Angles ANY = new Angles(-Math.PI, Math.PI, 0.06, 0.85);
    static final Angles FRONT = new Angles(-2.5, -0.6, 0.05, 0.7);
  }

  private Director() {}

  /** Films a place that stays put. */
  static void film(Stage stage, Vec3 focus, double radius, Angles angles) {
    film(stage, t -> focus, radius, angles);
  }

  /**
   * @param focus what the camera looks at over time; followed, or framed from where it is at
   *     mid-clip
   * @param radius metres around the focus that should be in the picture
   */
  static void film(Stage stage, DoubleFunction<Vec3> focus, double radius, Angles angles) {
    SceneRandom r = stage.random.child();
    stage.focus = focus;
    stage.shadowRadius = radius * 1.6;
    CameraPath main = shot(stage, r, focus, radius, angles);
    boolean cuts = stage.augment && r.chance(0.1);
    if (!cuts) {
      stage.camera = main;
      return;
    }
    int n = r.integer(1, 3);
    CameraPath[] shots = new CameraPath[n + 1];
    double[] starts = new double[n + 1];
    shots[0] = main;
    Vec3 back = stage.towardsCamera;
    for (int i = 1; i <= n; i++) {
      double narrow = 0.5;
      double mid = Math.atan2(back.y(), back.x());
      Angles near = new Angles(mid - narrow, mid + narrow, angles.low(), angles.high());
      shots[i] = shot(stage, r, focus, radius, near);
      starts[i] = stage.duration * (i + r.uniform(-0.3, 0.3)) / (n + 1);
    }
    stage.towardsCamera = back;
    stage.camera =
        t -> {
          int i = n;
          while (i > 0 && t < starts[i]) {
            i--;
          }
          return shots[i].at(t);
        };
  }

  private static CameraPath shot(
      Stage stage, SceneRandom r, DoubleFunction<Vec3> focus, double radius, Angles angles) {
    double azimuth = r.uniform(angles.from(), angles.to());
    double elevation = r.uniform(angles.low(), angles.high());
    Vec3 level = new Vec3(Math.cos(azimuth), Math.sin(azimuth), 0);
    stage.towardsCamera = level;
    Vec3 way = level.times(Math.cos(elevation)).plus(0, 0, Math.sin(elevation));
    double focal = r.scale(0.75, 2.2);
    double distance =
        Math.max(0.25, radius * 2 * focal * 1.85 * r.scale(0.65, stage.augment ? 1.5 : 1));
    Vec3 aim = new Vec3(r.uniform(-1, 1), r.uniform(-1, 1), r.uniform(-1, 1)).times(0.15 * radius);
    double roll = stage.augment && r.chance(0.15) ? r.uniform(-0.1, 0.1) : 0;
    double squeeze = stage.augment && r.chance(0.12) ? r.uniform(0.7, 1.4) : 1;
    Vec3 mid = focus.apply(stage.duration / 2);
    boolean follow = r.chance(0.5);
    double slack = r.uniform(0, 0.4);
    CameraPath still =
        t -> {
          Vec3 at = follow ? focus.apply(t).towards(mid, slack) : mid;
          Vec3 look = at.plus(aim);
          return new Viewpoint(look.plus(way.times(distance)), look, roll, focal, squeeze);
        };
    return stage.augment ? moved(r, still, distance, radius, stage.duration) : still;
  }

  private static CameraPath moved(
      SceneRandom r, CameraPath still, double distance, double radius, double duration) {
    double pick = r.uniform(0, 1);
    if (pick < 0.45) {
      return still;
    }
    if (pick < 0.7) {
      return shaken(r, still, radius * r.scale(0.02, 0.12));
    }
    CameraPath move = travelling(r, still, distance, radius, duration);
    return r.chance(0.4) ? shaken(r, move, radius * r.scale(0.01, 0.05)) : move;
  }

  /** A pan, a push or pull, a zoom, or an arc, at about constant speed. */
  static CameraPath travelling(
      SceneRandom r, CameraPath still, double distance, double radius, double duration) {
    double speed = r.sign() * r.uniform(0.3, 1) / duration;
    int style = r.integer(0, 3);
    double tilt = r.uniform(-0.5, 0.5);
    return t -> {
      Viewpoint v = still.at(t);
      double f = speed * (t - duration / 2);
      Vec3 away = v.eye().minus(v.target());
      Vec3 side = away.cross(Vec3.UP).unit();
      switch (style) {
        case 0:
          Vec3 shift = side.times(radius * f).plus(0, 0, tilt * radius * f);
          return new Viewpoint(v.eye(), v.target().plus(shift), v.roll(), v.focal(), v.squeeze());
        case 1:
          Vec3 eye = v.target().plus(away.times(1 + 0.4 * f));
          return new Viewpoint(eye, v.target(), v.roll(), v.focal(), v.squeeze());
        case 2:
          double focal = v.focal() * Math.exp(0.5 * f);
          return new Viewpoint(v.eye(), v.target(), v.roll(), focal, v.squeeze());
        default:
          double c = Math.cos(0.4 * f);
          double s = Math.sin(0.4 * f);
          Vec3 turned =
              new Vec3(c * away.x() - s * away.y(), s * away.x() + c * away.y(), away.z());
          return new Viewpoint(
              v.target().plus(turned), v.target(), v.roll(), v.focal(), v.squeeze());
      }
    };
  }

  /** A hand-held camera: sums of slow and quick swings; {@code size} metres at the target. */
  static CameraPath shaken(SceneRandom r, CameraPath still, double size) {
    double[] rate = new double[9];
    double[] phase = new double[9];
    for (int i = 0; i < 9; i++) {
      rate[i] = 2 * Math.PI * r.scale(0.3, 1.2) * (1 + i / 3);
      phase[i] = r.uniform(0, 2 * Math.PI);
    }
    return t -> {
      double[] s = new double[3];
      for (int i = 0; i < 9; i++) {
        s[i % 3] += Math.sin(rate[i] * t + phase[i]) / (1 + i / 3);
      }
      Viewpoint v = still.at(t);
      Vec3 side = v.eye().minus(v.target()).cross(Vec3.UP).unit();
      Vec3 shift = side.times(size * s[0]).plus(0, 0, size * s[1]);
      return new Viewpoint(
          v.eye().plus(shift.times(0.2)),
          v.target().plus(shift),
          v.roll() + 0.05 * size * s[2],
          v.focal(),
          v.squeeze());
    };
  }
}
