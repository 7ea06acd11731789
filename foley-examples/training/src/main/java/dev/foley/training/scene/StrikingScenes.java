package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;
import java.util.ArrayList;
import java.util.List;

/** Tools and hands that come down on things at exactly known instants. */
final class StrikingScenes {
  private StrikingScenes() {}

  /**
   * Random strokes over the clip; one in ten stops short of touching.
   *
   * @param gap seconds between strokes, lowest and highest
   * @param peak height range
   * @param down range of the fall's seconds
   * @param dwell range of the rest's seconds; 0, 0 springs back
   */
  static StrokeTrack track(Stage s, double[] gap, double[] peak, double[] down, double[] dwell) {
    SceneRandom r = s.random.child();
    List<Stroke> strokes = new ArrayList<>();
    boolean steady = r.chance(0.5);
    double common = r.uniform(peak[0], peak[1]);
    double power = r.uniform(1.3, 2.6);
    for (double t : r.schedule(r.uniform(0.25, 1), s.duration - 0.1, gap[0], gap[1])) {
      double height = steady ? common * r.uniform(0.85, 1.1) : r.uniform(peak[0], peak[1]);
      double rest = r.uniform(dwell[0], dwell[1]);
      double fall = r.uniform(down[0], down[1]);
      double miss = r.chance(0.1) ? height * r.uniform(0.15, 0.5) : 0;
      strokes.add(new Stroke(t, height, fall, power, rest, miss, dwell[1] == 0));
    }
    return new StrokeTrack(strokes);
  }

  static void contacts(
      Stage s, StrokeTrack track, double gain, Vec3 place, ContactKind kind, int... actors) {
    for (Stroke stroke : track.strokes()) {
      if (stroke.touches()) {
        s.contact(stroke.time(), gain * stroke.speed(), place, kind, actors);
      }
    }
  }

  static void hammer(Stage s) {
    SceneRandom r = s.random;
    Material struck = r.pick(Material.METAL, Material.METAL, Material.WOOD, Material.STONE);
    StrokeTrack track =
        track(
            s,
            new double[] {0.45, 1.4},
            new double[] {0.4, 1.3},
            new double[] {0.09, 0.22},
            r.chance(0.5) ? new double[] {0, 0} : new double[] {0.03, 0.15});
    double reach = r.uniform(0.28, 0.45);
    double top = r.uniform(0.1, 0.35);
    double headLength = r.uniform(0.09, 0.14);
    double headRadius = r.uniform(0.02, 0.035);
    Mesh head =
        r.chance(0.5)
            ? Shapes.cylinder(headRadius, headLength)
            : Shapes.box(headRadius * 2, headRadius * 2, headLength);
    Vec3 pivot = new Vec3(-reach, 0, top + headLength / 2);
    Motion swing = t -> Affine.translation(pivot).turnY(-track.height(t)).move(reach, 0, 0);
    int tool = s.add(head, Material.METAL.look(r), swing);
    Mesh handle =
        Shapes.cylinder(0.013, reach * 1.05)
            .placed(Affine.translation(-reach * 0.5, 0, 0).turnY(Math.PI / 2));
    int stick = s.add(handle, Material.WOOD.look(r), swing);
    if (r.chance(0.6)) {
      arm(s, r, swing, -reach);
    }
    Surface look = struck.look(r);
    boolean nail = r.chance(0.4);
    if (nail) {
      s.add(
          Shapes.cylinder(0.006, 0.08),
          Material.METAL.look(r),
          Affine.translation(0, 0, top - 0.04));
      s.add(
          Shapes.cylinder(0.012, 0.006),
          Material.METAL.look(r),
          Affine.translation(0, 0, top - 0.003));
      s.add(Shapes.box(0.5, 0.3, top - 0.04), look, Affine.translation(0.05, 0, (top - 0.04) / 2));
    } else {
      s.add(Shapes.box(0.3, 0.16, top * 0.5), look, Affine.translation(0.03, 0, top * 0.75));
      s.add(Shapes.box(0.16, 0.12, top * 0.5), look, Affine.translation(0.03, 0, top * 0.25));
    }
    Vec3 place = new Vec3(0, 0, top);
    contacts(s, track, 1, place, ContactKind.STRIKE, tool, stick);
    s.describe("hammering", nail ? "hammer on a nail" : "hammer", Material.METAL, struck);
    Director.film(s, new Vec3(-0.08, 0, top + 0.12), r.uniform(0.28, 0.55), Angles.FRONT);
    Scenery.room(s, Scenery.floorMaterial(r), 0, 0.5);
  }

  /** A fist and forearm holding something whose grip is at {@code x} in the tool's frame. */
  private static void arm(Stage s, SceneRandom r, Motion tool, double x) {
    Surface skin = Material.SKIN.look(r);
    s.add(Shapes.sphere(0.04), skin, t -> tool.at(t).move(x, 0, 0));
    s.add(
        Shapes.limb(0.032, 0.28).placed(Affine.rotationY(-Math.PI / 2 - 0.25)),
        r.chance(0.5) ? skin : Material.CLOTH.look(r),
        t -> tool.at(t).move(x - 0.02, 0, 0));
  }

  static void drumstick(Stage s) {
    SceneRandom r = s.random;
    boolean drum = r.chance(0.65);
    Material head = drum ? Material.PAPER : r.pick(Material.WOOD, Material.METAL, Material.PLASTIC);
    double radius = r.uniform(0.15, 0.28);
    double height = r.uniform(0.12, 0.3);
    Mesh body = drum ? Shapes.cylinder(radius, height) : Shapes.box(radius * 3, radius * 2, height);
    s.add(body, (drum ? Material.PLASTIC : head).look(r), Affine.translation(0, 0, height / 2));
    if (drum) {
      s.add(Shapes.cylinder(radius * 0.96, 0.006), head.look(r), Affine.translation(0, 0, height));
    }
    double top = drum ? height + 0.003 : height;
    int sticks = r.integer(1, 2);
    for (int i = 0; i < sticks; i++) {
      StrokeTrack track =
          track(
              s,
              new double[] {0.22, sticks == 1 ? 0.7 : 1.1},
              new double[] {0.25, 0.9},
              new double[] {0.06, 0.13},
              new double[] {0, 0});
      double side = i == 0 ? 1 : -1;
      double length = 0.36;
      Vec3 place = new Vec3(side * r.uniform(0.02, 0.07), side * r.uniform(0.02, 0.09), top);
      double slope = 0.25;
      Affine base =
          Affine.translation(place)
              .turnZ(side * r.uniform(0.1, 0.5))
              .turnY(slope)
              .move(-length, 0, 0.008);
      Motion swing = t -> base.turnY(-track.height(t));
      Mesh stick =
          Mesh.join(
              Shapes.cylinder(0.009, length)
                  .placed(Affine.translation(length / 2, 0, 0).turnY(Math.PI / 2)),
              Shapes.sphere(0.012).placed(Affine.translation(length, 0, 0)));
      int actor = s.add(stick, Material.WOOD.look(r), swing);
      if (r.chance(0.6)) {
        arm(s, r, swing, 0);
      }
      contacts(s, track, 1, place, ContactKind.STRIKE, actor);
    }
    s.describe("drumming", drum ? "drum" : "stick on a block", Material.WOOD, head);
    Director.film(s, new Vec3(-0.08, 0, height + 0.05), r.uniform(0.3, 0.55), Angles.FRONT);
    Scenery.room(s, Scenery.floorMaterial(r), 0, 0.5);
  }

  static void knocking(Stage s) {
    SceneRandom r = s.random;
    Material door = r.pick(Material.WOOD, Material.WOOD, Material.METAL, Material.GLASS);
    s.add(Shapes.box(0.05, 1, 2, 0.9), door.look(r), Affine.translation(0.025, 0, 0));
    s.add(Shapes.sphere(0.03), Material.METAL.look(r), Affine.translation(-0.03, 0.4, -0.1));
    List<Stroke> strokes = new ArrayList<>();
    for (double t = r.uniform(0.3, 1.2); t < s.duration - 0.5; t += r.uniform(0.8, 2)) {
      int n = r.integer(2, 5);
      double gap = r.uniform(0.16, 0.32);
      for (int i = 0; i < n; i++, t += gap * r.uniform(0.95, 1.05)) {
        strokes.add(new Stroke(t, r.uniform(0.05, 0.12), 0.07, 1.8, 0.01, 0, true));
      }
    }
    StrokeTrack track = new StrokeTrack(strokes);
    Surface skin = Material.SKIN.look(r);
    Motion fist = t -> Affine.translation(-track.height(t), 0, 0).turnZ(0.15 * track.height(t));
    Mesh hand =
        Mesh.join(
            Shapes.box(0.09, 0.075, 0.085).placed(Affine.translation(-0.055, 0, 0)),
            Shapes.capsule(0.013, 0.06)
                .placed(Affine.translation(-0.014, 0.0, 0.03).turnX(Math.PI / 2)),
            Shapes.capsule(0.013, 0.06)
                .placed(Affine.translation(-0.014, 0.0, 0.005).turnX(Math.PI / 2)),
            Shapes.capsule(0.013, 0.06)
                .placed(Affine.translation(-0.014, 0.0, -0.02).turnX(Math.PI / 2)));
    int actor = s.add(hand, skin, fist);
    Mesh sleeve =
        Shapes.limb(0.04, 0.4).placed(Affine.translation(-0.1, 0, 0).turnY(-Math.PI / 2 - 0.5));
    int arm = s.add(sleeve, Material.CLOTH.look(r), fist);
    contacts(s, track, 1, Vec3.ZERO, ContactKind.STRIKE, actor, arm);
    s.describe("knocking on a door", "hand", Material.SKIN, door);
    boolean left = r.chance(0.5);
    Angles angles = new Angles(left ? 2.0 : 3.4, left ? 2.9 : 4.3, -0.1, 0.5);
    Director.film(s, new Vec3(-0.08, 0, 0), r.uniform(0.25, 0.6), angles);
    Scenery.room(s, Scenery.floorMaterial(r), -1.1, 1);
  }

  static void chopping(Stage s) {
    SceneRandom r = s.random;
    StrokeTrack track =
        track(
            s,
            new double[] {0.25, 0.9},
            new double[] {0.12, 0.45},
            new double[] {0.07, 0.16},
            new double[] {0.02, 0.08});
    double length = r.uniform(0.2, 0.3);
    double drift = r.uniform(-0.02, 0.0);
    Mesh blade = Shapes.box(length, 0.004, 0.05).placed(Affine.translation(length / 2, 0, 0.025));
    Mesh grip = Shapes.box(0.12, 0.022, 0.03).placed(Affine.translation(-0.06, 0, 0.04));
    Affine base = Affine.translation(-length * 0.6, 0, 0);
    Motion swing =
        t ->
            Affine.translation(0, drift * t, 0.06 * track.height(t))
                .times(base)
                .turnY(-track.height(t));
    int actor = s.add(blade, Material.METAL.look(r), swing);
    s.add(grip, Material.WOOD.look(r), swing);
    Surface skin = Material.SKIN.look(r);
    s.add(
        Shapes.capsule(0.035, 0.05).placed(Affine.translation(-0.06, 0, 0.045).turnY(Math.PI / 2)),
        skin,
        swing);
    s.add(
        Shapes.limb(0.035, 0.3).placed(Affine.translation(-0.1, 0, 0.05).turnY(-Math.PI / 2)),
        skin,
        swing);
    Surface food =
        new Surface(
            Texture.make(Texture.Pattern.PLAIN, Material.any(r), 0xe0d060, r), 0.2f, 20, 0, 1);
    double size = r.uniform(0.018, 0.03);
    s.add(
        Shapes.cylinder(size, 0.16)
            .placed(Affine.translation(0.02, -0.11, size).turnX(Math.PI / 2)),
        food,
        Affine.IDENTITY);
    s.add(Shapes.box(0.4, 0.28, 0.02, 0.3), Material.WOOD.look(r), Affine.translation(0, 0, -0.01));
    contacts(s, track, 1, new Vec3(0.05, drift * s.duration / 2, 0), ContactKind.CUT, actor);
    s.describe("chopping", "knife on a board", Material.METAL, Material.WOOD);
    Director.film(s, new Vec3(-0.02, 0, 0.04), r.uniform(0.18, 0.35), Angles.FRONT);
    tableUnder(s, r, -0.02);
  }

  /** A table top under things that stand at {@code z}. */
  static void tableUnder(Stage s, SceneRandom r, double z) {
    Surface look = r.pick(Material.WOOD, Material.STONE, Material.PLASTIC).look(r);
    s.add(Shapes.box(1.6, 1, 0.05, 0.8), look, Affine.translation(0, 0.1, z - 0.025));
    Scenery.room(s, Scenery.floorMaterial(r), z - 0.75, 1.0);
  }
}
