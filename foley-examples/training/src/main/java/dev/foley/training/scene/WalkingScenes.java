package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;

/** People on foot: walking, running, jumping. */
final class WalkingScenes {
  private static final Mesh SHOE =
      Mesh.join(
          Shapes.box(0.26, 0.09, 0.05).placed(Affine.translation(0.05, 0, -Gait.ANKLE + 0.025)),
          Shapes.box(0.13, 0.085, 0.07).placed(Affine.translation(-0.01, 0, -Gait.ANKLE + 0.075)));

  private WalkingScenes() {}

  static void walking(Stage s) {
    SceneRandom r = s.random;
    double cycle = r.uniform(0.85, 1.5);
    double speed = r.uniform(0.9, 1.25) * 1.25 / cycle * 0.95;
    go(
        s,
        new Gait(
            r.uniform(0.05, 0.6),
            cycle,
            r.uniform(0.58, 0.64),
            speed,
            0.84,
            r.uniform(0.06, 0.14),
            0.18),
        "walking");
  }

  static void running(Stage s) {
    SceneRandom r = s.random;
    double cycle = r.uniform(0.58, 0.8);
    double speed = r.uniform(2.2, 3.4);
    go(
        s,
        new Gait(
            r.uniform(0.05, 0.4),
            cycle,
            r.uniform(0.3, 0.4),
            speed,
            0.84,
            r.uniform(0.2, 0.35),
            0.12),
        "running");
  }

  private static void go(Stage s, Gait gait, String action) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    double mid = gait.hip(s.duration / 2).x();
    int[][] legs = legs(s, r, gait);
    torso(s, r, gait);
    for (int foot = 0; foot < 2; foot++) {
      for (long n = -2; gait.firstStrike(foot) + n * gait.cycle() < s.duration; n++) {
        double t = gait.firstStrike(foot) + n * gait.cycle();
        if (t > 0) {
          double strength = r.uniform(0.75, 1);
          s.contact(
              t, strength, gait.footprint(foot, n).plus(-0.05, 0, 0), ContactKind.STEP, legs[foot]);
        }
      }
    }
    s.describe(action, "person", Material.LEATHER, floor);
    boolean feetOnly = r.chance(0.45);
    double z = feetOnly ? 0.25 : 0.85;
    double radius = feetOnly ? r.uniform(0.45, 0.7) : r.uniform(1.0, 1.4);
    Angles angles =
        switch (r.integer(0, 3)) {
          case 0 -> new Angles(-0.4, 0.4, 0.02, 0.5);
          case 1 -> new Angles(Math.PI - 0.4, Math.PI + 0.4, 0.02, 0.5);
          default -> new Angles(-2.4, -0.7, 0.02, 0.45);
        };
    // Walking past a camera that stays put shows two or three steps; following shows them all.
    double passing = s.random.chance(0.8) ? 0 : 0.75;
    double wide = passing > 0 ? 1.6 : 1;
    Director.film(
        s,
        t -> new Vec3(gait.hip(t).x() * (1 - passing) + mid * passing, 0, z),
        radius * wide,
        angles);
    s.camera = following(s.camera, gait, s.duration, passing);
    ground(s, floor, mid, gait.speed() * s.duration);
  }

  /** Adds the walker's travel to a path that looks at the middle of the walk. */
  private static CameraPath following(CameraPath path, Gait gait, double duration, double passing) {
    double mid = gait.hip(duration / 2).x();
    return t -> {
      Viewpoint v = path.at(t);
      double here = v.target().x() - v.eye().x();
      double want = (gait.hip(t).x() - mid) * (1 - passing) + mid;
      double miss = want - v.target().x();
      double shift = Math.abs(miss) > 0.4 ? miss - Math.signum(miss) * 0.4 : 0;
      Vec3 eye = new Vec3(v.target().x() + shift - here, v.eye().y(), v.eye().z());
      Vec3 target = v.target().plus(shift, 0, 0);
      return new Viewpoint(eye, target, v.roll(), v.focal(), v.squeeze());
    };
  }

  private static void ground(Stage s, Material floor, double mid, double length) {
    Scenery.room(s, floor, 0, 1.4);
    SceneRandom r = s.random;
    Surface post = r.pick(Material.WOOD, Material.STONE, Material.METAL).look(r);
    double side = s.towardsCamera.y() > 0 ? -1 : 1;
    // Marks along the way give a following camera something to pass by.
    for (double x = mid - length; x < mid + length; x += r.uniform(0.8, 2.5)) {
      double h = r.uniform(0.3, 2);
      s.add(
          Shapes.box(0.15, 0.15, h), post, Affine.translation(x, side * r.uniform(1.2, 3), h / 2));
    }
  }

  private static int[][] legs(Stage s, SceneRandom r, Gait gait) {
    Surface trousers = r.pick(Material.CLOTH, Material.CLOTH, Material.SKIN).look(r);
    Surface shoe = r.pick(Material.LEATHER, Material.RUBBER, Material.CLOTH).look(r);
    double half = gait.legLength() / 2;
    Mesh thigh = Shapes.limb(0.075, half);
    Mesh shin = Shapes.limb(0.052, half);
    int[][] actors = new int[2][];
    for (int foot = 0; foot < 2; foot++) {
      int f = foot;
      double side = (foot == 0 ? 0.5 : -0.5) * 0.18;
      int a = s.add(SHOE, shoe, t -> gait.foot(f, t));
      int b =
          s.add(
              thigh,
              trousers,
              t -> {
                Vec3 hip = gait.hip(t).plus(0, side, 0);
                return Affine.along(hip, gait.knee(hip, gait.foot(f, t).origin()));
              });
      int c =
          s.add(
              shin,
              trousers,
              t -> {
                Vec3 hip = gait.hip(t).plus(0, side, 0);
                Vec3 ankle = gait.foot(f, t).origin();
                return Affine.along(gait.knee(hip, ankle), ankle);
              });
      actors[foot] = new int[] {a, b, c};
    }
    return actors;
  }

  private static void torso(Stage s, SceneRandom r, Gait gait) {
    Surface shirt = Material.CLOTH.look(r);
    Surface skin = Material.SKIN.look(r);
    double lean = gait.duty() < 0.5 ? 0.15 : 0.04;
    Mesh trunk =
        Mesh.join(
            Shapes.capsule(0.15, 0.32)
                .placed(Affine.translation(0, 0, 0.28).times(Affine.scale(0.8, 1.1, 1))),
            Shapes.limb(0.05, 0.1).placed(Affine.translation(0, 0, 0.55)));
    s.add(trunk, shirt, t -> Affine.translation(gait.hip(t)).turnY(lean));
    s.add(
        Shapes.sphere(0.11),
        skin,
        t -> Affine.translation(gait.hip(t)).turnY(lean).move(0, 0, 0.72));
    double bend = gait.duty() < 0.5 ? 1.3 : 0.3;
    for (int arm = 0; arm < 2; arm++) {
      double side = arm == 0 ? 1 : -1;
      int opposite = 1 - arm;
      Motion shoulder =
          t -> {
            double ahead = gait.foot(opposite, t).origin().x() - gait.hip(t).x();
            return Affine.translation(gait.hip(t))
                .turnY(lean)
                .move(0, side * 0.21, 0.47)
                .turnY(Math.PI - 1.1 * Math.max(-0.8, Math.min(0.8, ahead)));
          };
      s.add(Shapes.limb(0.045, 0.27), shirt, shoulder);
      s.add(Shapes.limb(0.038, 0.27), skin, t -> shoulder.at(t).move(0, 0, 0.27).turnY(-bend));
    }
  }

  /** Crouch, leap, land: on both feet. */
  static void jumping(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    java.util.List<double[]> jumps = new java.util.ArrayList<>();
    for (double t = r.uniform(0.5, 1.4); ; t += r.uniform(0.7, 1.8)) {
      double height = r.uniform(0.12, 0.5);
      double flight = 2 * Math.sqrt(2 * height / 9.81);
      if (t + flight > s.duration - 0.1) {
        break;
      }
      jumps.add(new double[] {t, t + flight, height});
      t += flight;
    }
    double leg = 0.84;
    Motion body = t -> Affine.translation(0, 0, rise(jumps, t));
    Surface trousers = Material.CLOTH.look(r);
    Surface shoe = Material.LEATHER.look(r);
    int[] feet = new int[2];
    for (int f = 0; f < 2; f++) {
      double side = f == 0 ? 0.12 : -0.12;
      Motion foot = t -> body.at(t).move(0, side, Gait.ANKLE);
      feet[f] = s.add(SHOE, shoe, foot);
      Gait bend = new Gait(0, 1, 0.6, 0, leg, 0, 0.2);
      s.add(
          Shapes.limb(0.075, leg / 2),
          trousers,
          t ->
              Affine.along(
                  hip(jumps, t, side), bend.knee(hip(jumps, t, side), foot.at(t).origin())));
      s.add(
          Shapes.limb(0.052, leg / 2),
          trousers,
          t ->
              Affine.along(
                  bend.knee(hip(jumps, t, side), foot.at(t).origin()), foot.at(t).origin()));
    }
    Surface shirt = Material.CLOTH.look(r);
    s.add(
        Shapes.capsule(0.15, 0.32).placed(Affine.translation(0, 0, 0.28)),
        shirt,
        t -> Affine.translation(hip(jumps, t, 0)).turnY(1.2 * (0.95 - hipHeight(jumps, t))));
    s.add(
        Shapes.sphere(0.11),
        Material.SKIN.look(r),
        t ->
            Affine.translation(hip(jumps, t, 0))
                .turnY(0.7 * (0.95 - hipHeight(jumps, t)))
                .move(0, 0, 0.72));
    for (double[] jump : jumps) {
      s.contact(jump[1], Math.sqrt(jump[2]), new Vec3(0.05, 0, 0), ContactKind.STEP, feet);
    }
    s.describe("jumping", "person", Material.LEATHER, floor);
    boolean feetOnly = r.chance(0.4);
    Director.film(s, new Vec3(0, 0, feetOnly ? 0.3 : 0.9), feetOnly ? 0.6 : 1.25, Angles.ANY);
    Scenery.room(s, floor, 0, 1.2);
  }

  /** Feet above the ground. */
  private static double rise(java.util.List<double[]> jumps, double t) {
    for (double[] jump : jumps) {
      if (t > jump[0] && t < jump[1]) {
        double s = (t - jump[0]) / (jump[1] - jump[0]);
        return 4 * jump[2] * s * (1 - s);
      }
    }
    return 0;
  }

  /** Hip above the ankles: low before the leap and after the landing. */
  private static double hipHeight(java.util.List<double[]> jumps, double t) {
    double crouch = 0;
    for (double[] jump : jumps) {
      double before = (jump[0] - t) / 0.28;
      double after = (t - jump[1]) / 0.12;
      if (before > 0 && before < 1) {
        crouch = Math.max(crouch, Math.sin(Math.PI * before));
      }
      if (after > 0 && after < 3) {
        crouch = Math.max(crouch, after * Math.exp(1 - after));
      }
    }
    return 0.95 - 0.3 * crouch;
  }

  private static Vec3 hip(java.util.List<double[]> jumps, double t, double side) {
    double z = rise(jumps, t) + Gait.ANKLE + 0.84 * hipHeight(jumps, t);
    return new Vec3(-0.1 * (0.95 - hipHeight(jumps, t)), side, z);
  }
}
