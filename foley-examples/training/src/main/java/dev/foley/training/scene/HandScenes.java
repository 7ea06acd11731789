package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;
import java.util.ArrayList;
import java.util.List;

/** Hands: slapping, clapping, pressing keys, typing, putting things down. */
final class HandScenes {
  private HandScenes() {}

  /** A flat hand, palm down, wrist at the origin, fingers along +x. */
  static Mesh hand() {
    Mesh[] parts = new Mesh[7];
    parts[0] = Shapes.box(0.09, 0.085, 0.025).placed(Affine.translation(0.05, 0, 0.0125));
    for (int i = 0; i < 4; i++) {
      double length = i == 0 || i == 3 ? 0.055 : 0.07;
      double y = (i - 1.5) * 0.022;
      parts[1 + i] =
          Shapes.limb(0.0095, length)
              .placed(
                  Affine.translation(0.092, y, 0.0105).turnZ(0.06 * (i - 1.5)).turnY(Math.PI / 2));
    }
    parts[5] =
        Shapes.limb(0.011, 0.05)
            .placed(Affine.translation(0.03, 0.04, 0.012).turnZ(0.7).turnY(Math.PI / 2));
    parts[6] =
        Shapes.limb(0.03, 0.3).placed(Affine.translation(0.01, 0, 0.024).turnY(-Math.PI / 2));
    return Mesh.join(parts);
  }

  static void slap(Stage s) {
    SceneRandom r = s.random;
    Material table =
        r.pick(Material.WOOD, Material.WOOD, Material.METAL, Material.PLASTIC, Material.STONE);
    StrokeTrack track =
        StrikingScenes.track(
            s,
            new double[] {0.4, 1.6},
            new double[] {0.3, 1.1},
            new double[] {0.1, 0.22},
            new double[] {0.04, 0.35});
    Affine elbow = Affine.rotationZ(r.uniform(-0.5, 0.5)).move(-0.38, 0, 0);
    double wrist = r.uniform(0.2, 0.7);
    Motion swing =
        t -> {
          double h = track.height(t);
          return elbow.turnY(-h).move(0.3, 0, 0).turnY(wrist * h);
        };
    int actor = s.add(hand(), Material.SKIN.look(r), swing);
    StrikingScenes.contacts(s, track, 1, elbow.apply(0.38, 0, 0), ContactKind.SLAP, actor);
    s.describe("slapping a table", "hand", Material.SKIN, table);
    Director.film(s, new Vec3(-0.05, 0, 0.1), r.uniform(0.25, 0.5), Angles.FRONT);
    Scenery.table(s, table, 1.3, 0.9, 0.5);
  }

  static void clapping(Stage s) {
    SceneRandom r = s.random;
    StrokeTrack track =
        StrikingScenes.track(
            s,
            new double[] {0.25, 0.9},
            new double[] {0.08, 0.22},
            new double[] {0.06, 0.14},
            new double[] {0, 0.06});
    Surface skin = Material.SKIN.look(r);
    int[] actors = new int[2];
    double lean = r.uniform(-0.3, 0.6);
    for (int i = 0; i < 2; i++) {
      double side = i == 0 ? 1 : -1;
      // Palm of the hand mesh faces -z; turn it to face the other hand across x.
      actors[i] =
          s.add(
              hand(),
              skin,
              t ->
                  Affine.translation(side * (0.001 + track.height(t)), 0, -0.08)
                      .turnY(side * 0.8 * track.height(t))
                      .turnX(lean)
                      .turnY(side * Math.PI / 2)
                      .turnZ(side > 0 ? Math.PI : 0)
                      .times(Affine.IDENTITY));
    }
    StrikingScenes.contacts(s, track, 1, new Vec3(0, 0, 0), ContactKind.SLAP, actors);
    s.describe("clapping", "hands", Material.SKIN, Material.SKIN);
    if (r.chance(0.5)) {
      s.add(Shapes.capsule(0.17, 0.4), Material.CLOTH.look(r), Affine.translation(0, 0.45, -0.15));
      s.add(Shapes.sphere(0.11), skin, Affine.translation(0, 0.42, 0.38));
    }
    Director.film(s, Vec3.ZERO, r.uniform(0.22, 0.45), new Angles(-2.2, -0.9, -0.1, 0.6));
    Scenery.room(s, Scenery.floorMaterial(r), -1.1, 0.9);
  }

  static void pianoKeys(Stage s) {
    keys(s, true);
  }

  static void typing(Stage s) {
    keys(s, false);
  }

  /** Fingers on keys; every finger keeps to its own key. Contact is the bottom of the press. */
  private static void keys(Stage s, boolean piano) {
    SceneRandom r = s.random;
    double pitch = piano ? 0.024 : 0.019;
    double travel = piano ? 0.012 : 0.005;
    Material top = piano ? Material.CERAMIC : Material.PLASTIC;
    Surface keyLook = top.look(r);
    Surface skin = Material.SKIN.look(r);
    int hands = piano ? r.integer(1, 2) : 2;
    int fingers = 4 * hands;
    List<List<Stroke>> presses = new ArrayList<>();
    for (int i = 0; i < fingers; i++) {
      presses.add(new ArrayList<>());
    }
    double minGap = piano ? 0.15 : 0.09;
    double maxGap = piano ? 0.8 : 0.33;
    for (double t : r.schedule(r.uniform(0.2, 0.8), s.duration - 0.15, minGap, maxGap)) {
      if (!piano && r.chance(0.07)) {
        continue;
      }
      List<Stroke> mine = presses.get(r.integer(0, fingers - 1));
      double last = mine.isEmpty() ? -1 : mine.get(mine.size() - 1).time();
      if (t - last > 0.24) {
        double dwell = piano ? r.uniform(0.05, 0.1) : r.uniform(0.02, 0.05);
        mine.add(Stroke.hit(t, r.uniform(0.25, 0.5), r.uniform(0.06, 0.1), 1.6, dwell));
      }
    }
    double depth = piano ? 0.12 : 0.016;
    for (int h = 0; h < hands; h++) {
      double x0 = hands == 1 ? -1.5 * pitch : (h == 0 ? -7 : 3) * pitch;
      Affine palm = Affine.translation(x0 + 1.5 * pitch, -0.09, 0.035);
      s.add(palmMesh(), skin, palm);
      for (int f = 0; f < 4; f++) {
        StrokeTrack track = new StrokeTrack(presses.get(4 * h + f));
        double x = x0 + f * pitch;
        Motion key =
            t -> Affine.translation(x, piano ? 0.03 : 0, -travel * pressed(track, t, travel));
        int keyActor = s.add(Shapes.box(pitch * 0.9, depth, 0.012), keyLook, key);
        Affine knuckle = Affine.translation(x, -0.05, 0.038);
        double reach = Math.atan2(0.038 + travel - 0.006 - 0.008, 0.055);
        Motion finger = t -> knuckle.turnX(-reach + lifted(track, t));
        Mesh bone = Shapes.limb(0.008, 0.062).placed(Affine.rotationX(-Math.PI / 2));
        int actor = s.add(bone, skin, finger);
        Vec3 place = new Vec3(x, 0.01, 0.006 - travel);
        StrikingScenes.contacts(s, track, 1, place, ContactKind.PRESS, actor, keyActor);
      }
    }
    keyboard(s, r, keyLook, piano, pitch, hands);
    s.describe(piano ? "playing keys" : "typing", piano ? "piano keys" : "keyboard", top, top);
    Director.film(
        s, new Vec3(0, -0.02, 0.02), hands == 1 ? 0.13 : 0.19, new Angles(-2.6, -0.5, 0.3, 1.0));
    StrikingScenes.tableUnder(s, r, -0.025);
  }

  private static double pressed(StrokeTrack track, double t, double travel) {
    if (track.strokes().isEmpty()) {
      return 0;
    }
    // The key moves only while the finger is within its travel; 0.055 m is the finger's reach.
    return Math.max(0, 1 - track.height(t) * 0.055 / travel);
  }

  private static double lifted(StrokeTrack track, double t) {
    return track.strokes().isEmpty() ? 0.3 : track.height(t);
  }

  private static Mesh palmMesh() {
    return Mesh.join(
        Shapes.box(0.085, 0.085, 0.026),
        Shapes.limb(0.03, 0.3).placed(Affine.translation(0, -0.03, 0).turnX(Math.PI / 2 - 0.1)));
  }

  private static void keyboard(
      Stage s, SceneRandom r, Surface keys, boolean piano, double pitch, int hands) {
    List<Mesh> still = new ArrayList<>();
    for (int i = -12; i <= 12; i++) {
      boolean taken = hands == 1 ? i >= -2 && i <= 2 : (i >= -7 && i <= -4) || (i >= 3 && i <= 6);
      double x = hands == 1 ? (i + 0.5) * pitch : i * pitch;
      boolean free = hands == 1 ? i < -2 || i > 1 : !taken;
      if (free) {
        still.add(
            Shapes.box(pitch * 0.9, piano ? 0.12 : 0.016, 0.012)
                .placed(Affine.translation(x, piano ? 0.03 : 0, 0)));
      }
      for (int row = 1; !piano && row <= 2; row++) {
        still.add(
            Shapes.box(pitch * 0.9, 0.016, 0.012)
                .placed(Affine.translation(x + 0.006 * row, 0.019 * row, 0)));
        still.add(
            Shapes.box(pitch * 0.9, 0.016, 0.012)
                .placed(Affine.translation(x - 0.006 * row, -0.019 * row, 0)));
      }
      if (piano && Math.floorMod(i, 7) != 2 && Math.floorMod(i, 7) != 6) {
        still.add(
            Shapes.box(pitch * 0.5, 0.07, 0.012)
                .placed(Affine.translation(x + pitch / 2, 0.07, 0.01)));
      }
    }
    s.add(Mesh.join(still.toArray(new Mesh[0])), keys, Affine.IDENTITY);
    Surface base = r.pick(Material.PLASTIC, Material.METAL, Material.WOOD).look(r);
    s.add(
        Shapes.box(26 * pitch, piano ? 0.2 : 0.12, 0.01), base, Affine.translation(0, 0.02, -0.02));
  }

  /** A cup, mug or glass lifted and put down. */
  static void cupDown(Stage s) {
    SceneRandom r = s.random;
    Material table = r.pick(Material.WOOD, Material.STONE, Material.GLASS, Material.PLASTIC);
    Material cup = r.pick(Material.CERAMIC, Material.GLASS, Material.METAL, Material.PLASTIC);
    StrokeTrack track =
        StrikingScenes.track(
            s,
            new double[] {1.1, 2.4},
            new double[] {0.06, 0.25},
            new double[] {0.15, 0.4},
            new double[] {0.2, 0.7});
    double shift = r.uniform(-0.12, 0.12);
    Motion place =
        t -> {
          double h = track.height(t);
          return Affine.translation(shift * Math.min(1, h * 4) * Math.sin(t), 0, h).turnX(0.4 * h);
        };
    double radius = r.uniform(0.03, 0.045);
    double height = r.uniform(0.07, 0.12);
    Surface look = cup.look(r);
    int actor = s.add(Shapes.vessel(radius * 0.85, radius, height), look, place);
    if (r.chance(0.75)) {
      Surface skin = Material.SKIN.look(r);
      Mesh grip =
          Mesh.join(
              Shapes.capsule(0.028, 0.05).placed(Affine.translation(-radius - 0.02, 0, height / 2)),
              Shapes.limb(0.03, 0.3)
                  .placed(
                      Affine.translation(-radius - 0.03, 0, height / 2)
                          .turnZ(0.3)
                          .turnY(-Math.PI / 2 + 0.4)));
      s.add(grip, skin, place);
    }
    StrikingScenes.contacts(s, track, 1, new Vec3(0, -radius, 0), ContactKind.IMPACT, actor);
    s.describe("putting down a cup", "cup", cup, table);
    Director.film(s, new Vec3(-0.02, 0, 0.1), r.uniform(0.18, 0.4), Angles.FRONT);
    Scenery.table(s, table, 1.3, 0.9, 0.5);
  }

  /** Blocks set one upon another. */
  static void stacking(Stage s) {
    SceneRandom r = s.random;
    Material block = r.pick(Material.WOOD, Material.PLASTIC, Material.STONE, Material.CERAMIC);
    double size = r.uniform(0.05, 0.1);
    double height = size * r.uniform(0.4, 1);
    boolean withHand = r.chance(0.6);
    Surface skin = Material.SKIN.look(r);
    int n = 0;
    for (double t0 : r.schedule(r.uniform(0.6, 1.2), s.duration - 0.1, 0.75, 1.5)) {
      int level = n++;
      Stroke stroke =
          Stroke.hit(t0, r.uniform(0.12, 0.3), r.uniform(0.2, 0.45), r.uniform(1.1, 2), 0);
      double from = r.sign() * r.uniform(0.25, 0.45);
      double jitter = r.uniform(-0.1, 0.1) * size;
      double turn = r.uniform(-0.2, 0.2);
      Motion motion =
          t -> {
            double s1 = Math.max(0, Math.min(1, (t - t0 + stroke.down()) / stroke.down()));
            double early = Math.max(0, Math.min(1, (t0 - stroke.down() - t) / 0.4));
            double z = stroke.peak() * (1 - Math.pow(s1, stroke.power()));
            double slide = early * early * (3 - 2 * early);
            return Affine.translation(
                    jitter + from * 3 * slide, 0, level * height + height / 2 + z + 0.3 * slide)
                .turnZ(turn);
          };
      int actor = s.add(Shapes.box(size, size, height), block.look(r), motion);
      if (withHand) {
        // The hand lets go a moment after the block has landed and lifts away.
        s.add(
            Mesh.join(
                Shapes.capsule(0.03, 0.05), Shapes.limb(0.03, 0.3).placed(Affine.rotationX(0.5))),
            skin,
            t ->
                motion
                    .at(t)
                    .move(
                        0,
                        0.01,
                        height / 2 + 0.035 + 1.2 * Math.pow(Math.max(0, t - t0 - 0.12), 2)));
      }
      s.contact(
          t0, stroke.speed(), new Vec3(0, -size / 2, level * height), ContactKind.IMPACT, actor);
    }
    s.describe("stacking", "blocks", block, block);
    Director.film(
        s, new Vec3(0, 0, n * height * 0.6), Math.max(0.22, n * height * 0.7), Angles.FRONT);
    Scenery.table(s, Material.WOOD, 1.3, 0.9, 0.5);
  }
}
