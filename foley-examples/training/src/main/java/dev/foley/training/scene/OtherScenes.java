package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;
import java.util.ArrayList;
import java.util.List;

/** Water, lasting contacts, and a few scripted toys. */
final class OtherScenes {
  private OtherScenes() {}

  /** Stones that drop into water: rings and droplets. */
  static void stoneInWater(Stage s) {
    SceneRandom r = s.random;
    Surface water = Material.WATER.look(r);
    int n = r.integer(1, 4);
    double t = r.uniform(0.5, 1.2);
    List<Vec3> places = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    double size = r.uniform(0.05, 0.14);
    for (int i = 0; i < n && t < s.duration - 0.2; i++) {
      Vec3 at = new Vec3(r.uniform(-0.5, 0.5), r.uniform(-0.5, 0.5), 0);
      double hit = t;
      double vx = r.uniform(-1.2, 1.2);
      double v = r.uniform(3, 5);
      double radius = size * r.uniform(0.7, 1.2);
      int actor =
          s.add(
              Shapes.sphere(radius),
              Material.STONE.look(r),
              time -> {
                double d = time - hit;
                double z =
                    d < 0 ? radius - v * d - 0.5 * 9.81 * d * d : radius - Math.min(3, 2.5 * d);
                return Affine.translation(at.x() + vx * Math.min(d, 0), at.y(), Math.min(z, 6))
                    .turnX(5 * d);
              });
      places.add(at);
      times.add(hit);
      drops(s, r, water, at, hit, radius);
      s.contact(hit, v * radius, at, ContactKind.SPLASH, actor);
      t += r.uniform(0.5, 1.8);
    }
    double reach = 1.3;
    for (int i = 0; i < places.size(); i++) {
      rings(s, r, water, places.get(i), times.get(i));
    }
    s.describe("splashing", "stone", Material.STONE, Material.WATER);
    Director.film(s, new Vec3(0, 0, 0.2), reach * 0.75, new Angles(-2.6, -0.5, 0.2, 0.9));
    s.addBackground(Shapes.sheet(20, 20, 20, 1.3), water, Affine.IDENTITY);
    if (r.chance(0.5)) {
      Scenery.wall(s, r, 0, Vec3.ZERO, s.towardsCamera, reach * 3);
    }
    if (s.augment) {
      Scenery.distract(s, Vec3.ZERO, reach, reach * 2);
    }
  }

  private static void drops(
      Stage s, SceneRandom r, Surface water, Vec3 at, double hit, double radius) {
    Surface look = water.glowing(0.15);
    int n = r.integer(8, 16);
    for (int i = 0; i < n; i++) {
      double a = r.uniform(0, 6.3);
      double out = r.uniform(0.3, 1.1);
      double up = r.uniform(1, 2.6);
      double grain = radius * r.uniform(0.1, 0.28);
      s.addWeightless(
          Shapes.box(grain, grain, grain),
          look,
          time -> {
            double d = time - hit;
            double z = d < 0 ? -1 : Math.max(-1, up * d - 0.5 * 9.81 * d * d);
            return Affine.translation(
                at.x() + (radius + out * d) * Math.cos(a),
                at.y() + (radius + out * d) * Math.sin(a),
                z);
          });
    }
  }

  private static void rings(Stage s, SceneRandom r, Surface water, Vec3 at, double hit) {
    Mesh ring = ring();
    for (int k = 0; k < 3; k++) {
      double start = hit + 0.1 * k;
      double speed = r.uniform(0.35, 0.6);
      s.addWeightless(
          ring,
          water.glowing(0.25 - 0.1 * k),
          time -> {
            double d = time - start;
            double radius = d <= 0 ? 0.001 : 0.05 + speed * d;
            double height = d <= 0 ? -1 : 0.035 * Math.exp(-1.3 * d);
            return Affine.translation(at.x(), at.y(), d <= 0 ? -1 : 0)
                .times(Affine.scale(radius, radius, height));
          });
    }
  }

  /** A low circular ridge of radius one and height one. */
  private static Mesh ring() {
    Mesh outer = Shapes.cone(1.06, 1, 1).placed(Affine.translation(0, 0, 0.5));
    return Mesh.join(outer).twoSided();
  }

  /** A box dragged to and fro; it only scrapes. */
  static void scraping(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material matter = r.pick(Material.WOOD, Material.METAL, Material.STONE, Material.PLASTIC);
    double reach = r.uniform(0.25, 0.6);
    double rate = 2 * Math.PI * r.uniform(0.2, 0.6);
    double phase = r.uniform(0, 6);
    double size = r.uniform(0.15, 0.35);
    Motion drag = t -> Affine.translation(reach * Math.sin(rate * t + phase), 0, size * 0.4);
    s.add(Shapes.box(size * 1.3, size, size * 0.8), matter.look(r), drag);
    if (r.chance(0.6)) {
      Surface skin = Material.SKIN.look(r);
      Mesh arm =
          Shapes.limb(0.04, 0.5)
              .placed(Affine.translation(-size * 0.65, 0, size * 0.1).turnY(-1.1));
      s.add(arm, skin, drag);
    }
    lasting(s, t -> Math.abs(Math.cos(rate * t + phase)), ContactKind.SCRAPE);
    s.describe("dragging", "box", matter, floor);
    Director.film(s, new Vec3(0, 0, size * 0.3), reach + size, Angles.FRONT);
    Scenery.room(s, floor, 0, reach + size);
  }

  /** A ball or barrel that rolls by without hitting anything. */
  static void rolling(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material matter = r.pick(Material.WOOD, Material.METAL, Material.STONE, Material.RUBBER);
    double radius = r.uniform(0.08, 0.25);
    double v = r.sign() * r.uniform(0.25, 0.9);
    double slow = r.uniform(0, 0.08) * Math.signum(v);
    double half = s.duration / 2;
    boolean barrel = r.chance(0.4);
    Mesh mesh =
        barrel
            ? Shapes.cylinder(radius, radius * 2.5).placed(Affine.rotationX(Math.PI / 2))
            : Shapes.sphere(radius);
    s.add(
        mesh,
        matter.look(r),
        t -> {
          double x = v * (t - half) - 0.5 * slow * (t - half) * (t - half);
          return Affine.translation(x, 0, radius).turnY(x / radius);
        });
    lasting(
        s,
        t -> Math.abs(v - slow * (t - half)) / (Math.abs(v) + Math.abs(slow) * half),
        ContactKind.ROLL);
    s.describe("rolling", barrel ? "barrel" : "ball", matter, floor);
    double reach = Math.max(0.6, Math.abs(v) * half);
    Director.film(s, new Vec3(0, 0, radius), reach, Angles.FRONT);
    Scenery.room(s, floor, 0, reach);
  }

  private static void lasting(
      Stage s, java.util.function.DoubleUnaryOperator level, ContactKind kind) {
    List<Double> curve = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      curve.add(level.applyAsDouble(s.duration * i / 50));
    }
    s.continuous.add(new ContinuousContact(0, s.duration, curve, kind));
  }

  /** Newton's cradle: the outer balls click in turn. */
  static void cradle(Stage s) {
    SceneRandom r = s.random;
    int n = r.integer(3, 6);
    double radius = r.uniform(0.03, 0.06);
    double length = r.uniform(0.2, 0.5);
    double period = 2 * Math.PI * Math.sqrt(length / 9.81);
    double start = r.uniform(0.1, 0.7);
    double swing = r.uniform(0.3, 0.8);
    Surface ball = Material.METAL.look(r);
    Surface frame = r.pick(Material.WOOD, Material.METAL).look(r);
    double top = length + radius + 0.03;
    int[] actors = new int[n];
    for (int i = 0; i < n; i++) {
      double x = (i - (n - 1) / 2.0) * 2 * radius;
      int side = i == 0 ? -1 : i == n - 1 ? 1 : 0;
      Motion hang =
          t ->
              Affine.translation(x, 0, top)
                  .turnY(-side * cradleAngle(t - start, period, swing, side));
      Mesh mesh =
          Mesh.join(
              Shapes.sphere(radius).placed(Affine.translation(0, 0, -length)),
              Shapes.cylinder(0.003, length).placed(Affine.translation(0, 0, -length / 2)));
      actors[i] = s.add(mesh, ball, hang);
    }
    double w = n * radius * 2 + 0.1;
    s.add(Shapes.box(w + 0.1, 0.14, 0.02), frame, Affine.translation(0, 0, 0.01));
    s.add(Shapes.box(w, 0.012, 0.012), frame, Affine.translation(0, 0, top));
    s.add(Shapes.box(0.012, 0.012, top), frame, Affine.translation(-w / 2, 0, top / 2));
    s.add(Shapes.box(0.012, 0.012, top), frame, Affine.translation(w / 2, 0, top / 2));
    for (double t = start + period / 4; t < s.duration; t += period / 2) {
      s.contact(
          t,
          swing * Math.exp(-0.06 * t),
          new Vec3(0, -radius, radius + 0.03),
          ContactKind.IMPACT,
          actors[0],
          actors[n - 1]);
    }
    s.describe("clicking", "metal balls", Material.METAL, Material.METAL);
    Director.film(s, new Vec3(0, 0, top / 2), top * 0.75, new Angles(-2.2, -0.9, 0, 0.5));
    StrikingScenes.tableUnder(s, r, 0);
  }

  /** Outward angle of an end ball; {@code side} -1 swings first, 1 half a period later. */
  private static double cradleAngle(double t, double period, double swing, int side) {
    if (side == 0) {
      return 0;
    }
    double decay = swing * Math.exp(-0.06 * Math.max(0, t));
    if (t < 0) {
      return side < 0 ? swing : 0;
    }
    double wave = Math.cos(2 * Math.PI * t / period);
    return decay * Math.max(0, side < 0 ? wave : -wave);
  }

  /** A foot kicks a ball that rolls away and bounces. */
  static void kickedBall(Stage s) {
    SceneRandom r = s.random;
    Material floor = r.pick(Material.GRASS, Material.CONCRETE, Material.WOOD);
    double radius = r.uniform(0.1, 0.13);
    double hit = r.uniform(0.8, 3);
    double v = r.uniform(2.5, 6);
    double up = r.uniform(0.8, 3);
    Surface look = Material.LEATHER.look(r);
    List<double[]> hops = new ArrayList<>();
    double t0 = hit;
    double vz = up;
    while (vz > 0.4) {
      hops.add(new double[] {t0, vz});
      t0 += 2 * vz / 9.81;
      vz *= 0.6;
    }
    double end = t0;
    int ball =
        s.add(
            Shapes.sphere(radius),
            look,
            t -> {
              double d = Math.max(0, t - hit);
              double x = v * (1 - Math.exp(-0.4 * d)) / 0.4;
              double z = radius;
              for (double[] hop : hops) {
                double e = t - hop[0];
                if (e > 0 && e < 2 * hop[1] / 9.81) {
                  z = radius + hop[1] * e - 0.5 * 9.81 * e * e;
                }
              }
              return Affine.translation(x, 0, z).turnY(x / radius);
            });
    double reach = radius + 0.17;
    double top = 0.9;
    // The leg swings about the hip; at the kick the toes meet the ball.
    Motion leg =
        t -> {
          double d = t - hit;
          double back =
              d < 0 ? -0.9 * Math.sin(Math.PI * Math.min(1, -d / 0.45)) * Math.min(1, -d / 0.1) : 0;
          double through = d > 0 ? 0.5 * Math.sin(Math.PI * Math.min(1, d / 0.5)) : 0;
          return Affine.translation(-reach, 0, top).turnY(-(back + through));
        };
    Mesh limb =
        Mesh.join(
            Shapes.limb(0.075, 0.42).placed(Affine.rotationX(Math.PI)),
            Shapes.limb(0.055, 0.4).placed(Affine.translation(0, 0, -0.42).turnX(Math.PI)),
            Shapes.box(0.26, 0.09, 0.09).placed(Affine.translation(0.04, 0, -0.83)));
    int kicker = s.add(limb, Material.CLOTH.look(r), leg);
    Mesh other =
        Mesh.join(
            Shapes.limb(0.075, 0.85)
                .placed(Affine.translation(-reach - 0.1, 0.2, top).turnX(Math.PI)),
            Shapes.box(0.26, 0.09, 0.09).placed(Affine.translation(-reach - 0.06, 0.2, 0.045)));
    s.add(other, Material.CLOTH.look(r), Affine.IDENTITY);
    s.contact(hit, v, new Vec3(-radius, 0, radius), ContactKind.IMPACT, ball, kicker);
    for (int i = 1; i < hops.size(); i++) {
      double at = hops.get(i)[0];
      double x = v * (1 - Math.exp(-0.4 * (at - hit))) / 0.4;
      s.contact(at, hops.get(i)[1] / 0.6, new Vec3(x, 0, 0), ContactKind.BOUNCE, ball);
    }
    double rest = Math.min(end, s.duration);
    s.describe("kicking", "ball", Material.LEATHER, floor);
    boolean follow = r.chance(0.4);
    Director.film(
        s,
        t -> new Vec3(follow ? Math.max(0, Math.min(rest, t) - hit) * v * 0.6 : 0.2, 0, 0.35),
        r.uniform(0.8, 1.5),
        Angles.FRONT);
    Scenery.room(s, floor, 0, 1.5);
  }
}
