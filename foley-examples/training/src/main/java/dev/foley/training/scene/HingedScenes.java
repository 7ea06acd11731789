package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;
import java.util.ArrayList;
import java.util.List;

/** Doors, drawers and lids that shut. */
final class HingedScenes {
  private HingedScenes() {}

  /** Shuts one to three times; sometimes it springs open a crack and shuts again. */
  private static StrokeTrack shuts(Stage s, double low, double high) {
    SceneRandom r = s.random.child();
    List<Stroke> strokes = new ArrayList<>();
    for (double t = r.uniform(0.8, 2.2); t < s.duration - 0.2; t += r.uniform(1.5, 3.2)) {
      double peak = r.uniform(low, high);
      double down = r.uniform(0.3, 1.1);
      double power = r.uniform(1, 2.4);
      if (r.chance(0.12)) {
        strokes.add(new Stroke(t, peak, down, power, 0.1, peak * r.uniform(0.1, 0.4), false));
        continue;
      }
      strokes.add(Stroke.hit(t, peak, down, power, r.uniform(0.35, 0.8)));
      if (r.chance(0.15) && t + 0.3 < s.duration) {
        Stroke first = strokes.remove(strokes.size() - 1);
        strokes.add(new Stroke(first.time(), peak, down, power, 0, 0, true));
        double again = t + r.uniform(0.14, 0.24);
        strokes.add(Stroke.hit(again, peak * 0.05, 0.07, 2, r.uniform(0.35, 0.7)));
      }
    }
    return new StrokeTrack(strokes);
  }

  static void door(Stage s) {
    SceneRandom r = s.random;
    Material material = r.pick(Material.WOOD, Material.WOOD, Material.METAL, Material.GLASS);
    StrokeTrack track = shuts(s, 0.35, 1.5);
    double width = r.uniform(0.7, 1.0);
    double height = r.uniform(1.9, 2.1);
    double swing = r.sign();
    double hand = r.sign();
    Surface look = material.look(r);
    Motion hinge =
        t -> Affine.translation(-hand * width / 2, 0, 0).turnZ(-swing * hand * track.height(t));
    Mesh panel =
        Shapes.box(width, 0.04, height, r.uniform(0.7, 2))
            .placed(Affine.translation(hand * width / 2, 0, height / 2));
    int actor = s.add(panel, look, hinge);
    double knob = hand * (width - 0.07);
    Mesh knobs =
        Mesh.join(
            Shapes.sphere(0.03).placed(Affine.translation(knob, -0.06, 1)),
            Shapes.sphere(0.03).placed(Affine.translation(knob, 0.06, 1)),
            Shapes.box(width * 0.6, 0.05, 0.5)
                .placed(Affine.translation(hand * width / 2, 0, height * 0.72)),
            Shapes.box(width * 0.6, 0.05, 0.6)
                .placed(Affine.translation(hand * width / 2, 0, height * 0.28)));
    s.add(knobs, r.chance(0.5) ? look : Material.METAL.look(r), hinge);
    Surface wall = r.pick(Material.PAPER, Material.STONE, Material.CONCRETE, Material.WOOD).look(r);
    Surface frame = Material.WOOD.look(r);
    double gap = 0.01;
    for (int i = -1; i <= 1; i += 2) {
      double x = i * (width / 2 + gap);
      s.add(
          Shapes.box(0.08, 0.12, height + 0.08),
          frame,
          Affine.translation(x + i * 0.04, 0, height / 2));
      s.add(Shapes.box(2.5, 0.1, 3, 1.2), wall, Affine.translation(x + i * 1.33, 0, 1.5));
    }
    s.add(Shapes.box(width + 0.18, 0.12, 0.08), frame, Affine.translation(0, 0, height + 0.04));
    s.add(
        Shapes.box(width + 0.2, 0.1, 3 - height, 1.2),
        wall,
        Affine.translation(0, 0, height + (3 - height) / 2 + 0.08));
    StrikingScenes.contacts(s, track, 1, new Vec3(hand * width / 2, 0, 1), ContactKind.SHUT, actor);
    s.describe("closing", "door", material, Material.WOOD);
    Vec3 focus = r.chance(0.7) ? new Vec3(0, 0, 1) : new Vec3(hand * width * 0.3, 0, 1);
    double radius = r.uniform(0.65, 1.2);
    boolean front = r.chance(0.5);
    Angles angles =
        front ? new Angles(-2.3, -0.85, -0.05, 0.35) : new Angles(0.85, 2.3, -0.05, 0.35);
    Director.film(s, focus, radius, angles);
    Scenery.room(s, Scenery.floorMaterial(r), 0, 1.6);
  }

  static void drawer(Stage s) {
    SceneRandom r = s.random;
    Material material = r.pick(Material.WOOD, Material.WOOD, Material.METAL);
    StrokeTrack track = shuts(s, 0.15, 0.38);
    Surface look = material.look(r);
    Surface front = r.chance(0.5) ? look : material.look(r);
    int rows = r.integer(2, 4);
    double width = r.uniform(0.4, 0.7);
    double rowHeight = r.uniform(0.14, 0.22);
    int moving = r.integer(0, rows - 1);
    double height = rows * rowHeight;
    s.add(
        Shapes.box(0.02, 0.45, height),
        look,
        Affine.translation(-width / 2 - 0.01, 0.225, height / 2));
    s.add(
        Shapes.box(0.02, 0.45, height),
        look,
        Affine.translation(width / 2 + 0.01, 0.225, height / 2));
    s.add(Shapes.box(width + 0.06, 0.48, 0.025), look, Affine.translation(0, 0.22, height + 0.012));
    s.add(Shapes.box(width, 0.02, height), look, Affine.translation(0, 0.44, height / 2));
    for (int i = 0; i < rows; i++) {
      double z = (i + 0.5) * rowHeight;
      Mesh box =
          Mesh.join(
              Shapes.box(width, 0.02, rowHeight * 0.94).placed(Affine.translation(0, -0.01, z)),
              Shapes.box(width * 0.25, 0.02, 0.02).placed(Affine.translation(0, -0.035, z)),
              Shapes.box(0.012, 0.4, rowHeight * 0.7)
                  .placed(Affine.translation(-width * 0.47, 0.2, z)),
              Shapes.box(0.012, 0.4, rowHeight * 0.7)
                  .placed(Affine.translation(width * 0.47, 0.2, z)),
              Shapes.box(width * 0.94, 0.4, 0.01)
                  .placed(Affine.translation(0, 0.2, z - rowHeight * 0.35)));
      if (i == moving) {
        int actor = s.add(box, front, t -> Affine.translation(0, -track.height(t), 0));
        StrikingScenes.contacts(s, track, 1, new Vec3(0, -0.02, z), ContactKind.SHUT, actor);
        if (r.chance(0.5)) {
          Surface skin = Material.SKIN.look(r);
          Mesh hand =
              Mesh.join(
                  Shapes.box(0.09, 0.03, 0.08).placed(Affine.translation(0.1, -0.06, z)),
                  Shapes.limb(0.035, 0.4)
                      .placed(Affine.translation(0.1, -0.06, z).turnX(Math.PI / 2 - 0.3)));
          s.add(hand, skin, t -> Affine.translation(0, -track.height(t), 0));
        }
      } else {
        s.add(box, front, Affine.IDENTITY);
      }
    }
    s.describe("pushing shut", "drawer", material, material);
    Vec3 focus = new Vec3(0, -0.1, height * 0.6);
    Director.film(s, focus, r.uniform(0.35, 0.65), new Angles(-2.9, -0.25, 0.0, 0.7));
    Scenery.room(s, Scenery.floorMaterial(r), 0, 0.9);
  }

  /** A box, chest, bin, piano or laptop lid. */
  static void lid(Stage s) {
    SceneRandom r = s.random;
    Material material = r.pick(Material.WOOD, Material.PLASTIC, Material.METAL);
    StrokeTrack track = shuts(s, 0.5, 1.9);
    double width = r.uniform(0.25, 0.6);
    double depth = r.uniform(0.2, 0.4);
    double height = r.pick(0.02, r.uniform(0.1, 0.3), r.uniform(0.2, 0.5));
    double thick = r.uniform(0.012, 0.03);
    Surface look = material.look(r);
    Surface cover = r.chance(0.5) ? look : material.look(r);
    if (height > 0.05) {
      double z = height / 2;
      s.add(Shapes.box(width, 0.015, height), look, Affine.translation(0, -depth / 2, z));
      s.add(Shapes.box(width, 0.015, height), look, Affine.translation(0, depth / 2, z));
      s.add(Shapes.box(0.015, depth, height), look, Affine.translation(-width / 2, 0, z));
      s.add(Shapes.box(0.015, depth, height), look, Affine.translation(width / 2, 0, z));
    } else {
      s.add(Shapes.box(width, depth, height), look, Affine.translation(0, 0, height / 2));
    }
    Mesh panel =
        Shapes.box(width + 0.02, depth + 0.02, thick)
            .placed(Affine.translation(0, -depth / 2, thick / 2));
    Motion hinge = t -> Affine.translation(0, depth / 2, height).turnX(-track.height(t));
    int actor = s.add(panel, cover, hinge);
    StrikingScenes.contacts(s, track, 1, new Vec3(0, -depth / 2, height), ContactKind.SHUT, actor);
    s.describe("closing", "lid", material, material);
    double radius = Math.max(width, depth + height) * r.uniform(0.7, 1.1);
    Director.film(
        s, new Vec3(0, 0, height * 0.7 + depth * 0.2), radius, new Angles(-2.9, -0.25, 0.1, 0.8));
    if (r.chance(0.5)) {
      StrikingScenes.tableUnder(s, r, 0);
    } else {
      Scenery.room(s, Scenery.floorMaterial(r), 0, 0.8);
    }
  }
}
