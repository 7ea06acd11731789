package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;

/** Scenes in which nothing touches anything: what must not sound like an impact. */
final class StillScenes {
  private static final Material[] STUFF = {
    Material.WOOD,
    Material.METAL,
    Material.PLASTIC,
    Material.CERAMIC,
    Material.STONE,
    Material.CLOTH
  };

  private StillScenes() {}

  /** Furniture and things at rest. */
  private static void still(Stage s, boolean moveCamera) {
    still(s, moveCamera, 1.1);
  }

  /** {@code tall} metres is the most that anything reaches up. */
  private static void still(Stage s, boolean moveCamera, double tall) {
    SceneRandom r = s.random;
    int n = r.integer(2, 7);
    for (int i = 0; i < n; i++) {
      double w = r.uniform(0.15, 0.6);
      double h = r.uniform(0.15, tall);
      Mesh mesh =
          r.pick(
              Shapes.box(w, w, h),
              Shapes.cylinder(w / 2, h),
              Shapes.cone(w / 2, w / 6, h),
              Shapes.box(w * 2, w, h / 2));
      double drop = mesh.position().length == 0 ? 0 : lowest(mesh);
      Affine at =
          Affine.translation(r.uniform(-1, 1), r.uniform(-1, 1), -drop).turnZ(r.uniform(0, 3));
      s.add(mesh, r.pick(STUFF).look(r), at);
    }
    Material floor = Scenery.floorMaterial(r);
    s.describe("", "", Material.WOOD, floor);
    Director.film(s, new Vec3(0, 0, 0.4), r.uniform(0.8, 1.3), Angles.ANY);
    if (!moveCamera) {
      Viewpoint v = s.camera.at(0);
      s.camera = t -> v;
    }
    Scenery.room(s, floor, 0, 1.2);
  }

  private static double lowest(Mesh mesh) {
    double z = 0;
    for (int i = 2; i < mesh.position().length; i += 3) {
      z = Math.min(z, mesh.position()[i]);
    }
    return z;
  }

  static void staticRoom(Stage s) {
    still(s, false);
  }

  static void cameraMove(Stage s) {
    still(s, false);
    SceneRandom r = s.random;
    CameraPath path = s.camera;
    Viewpoint v = path.at(0);
    double distance = v.eye().minus(v.target()).length();
    int style = r.integer(0, 3);
    if (style == 0) {
      s.camera = Director.shaken(r, path, r.scale(0.03, 0.25));
    } else if (style == 1) {
      s.camera = stopAndGo(s, r, path);
    } else {
      CameraPath move = Director.travelling(r, path, distance, r.uniform(1, 3), s.duration);
      s.camera = r.chance(0.5) ? Director.shaken(r, move, r.scale(0.01, 0.1)) : move;
    }
  }

  /** Pans that start and stop at once, as by hand. */
  private static CameraPath stopAndGo(Stage s, SceneRandom r, CameraPath path) {
    double[] starts = r.schedule(r.uniform(0.2, 1), s.duration, 0.5, 1.6);
    double[] dx = new double[starts.length];
    double[] dz = new double[starts.length];
    for (int i = 0; i < starts.length; i++) {
      dx[i] = r.uniform(-0.5, 0.5);
      dz[i] = r.uniform(-0.2, 0.2);
    }
    double time = r.uniform(0.1, 0.4);
    return t -> {
      Viewpoint v = path.at(t);
      Vec3 side = v.eye().minus(v.target()).cross(Vec3.UP).unit();
      Vec3 target = v.target();
      for (int i = 0; i < starts.length; i++) {
        double f = Math.max(0, Math.min(1, (t - starts[i]) / time));
        target = target.plus(side.times(dx[i] * f)).plus(0, 0, dz[i] * f);
      }
      return new Viewpoint(v.eye(), target, v.roll(), v.focal(), v.squeeze());
    };
  }

  static void hardCuts(Stage s) {
    still(s, false);
    SceneRandom r = s.random;
    double[] cuts = r.schedule(r.uniform(0.3, 1), s.duration, 0.35, 1.8);
    Viewpoint[] views = new Viewpoint[cuts.length + 1];
    double mid = Math.atan2(s.towardsCamera.y(), s.towardsCamera.x());
    for (int i = 0; i < views.length; i++) {
      double a = mid + r.uniform(-1, 1);
      double e = r.uniform(0.1, 0.8);
      Vec3 look = new Vec3(r.uniform(-0.4, 0.4), r.uniform(-0.4, 0.4), r.uniform(0.1, 0.6));
      Vec3 way = new Vec3(Math.cos(a) * Math.cos(e), Math.sin(a) * Math.cos(e), Math.sin(e));
      views[i] =
          new Viewpoint(look.plus(way.times(r.uniform(1.5, 4))), look, 0, r.scale(0.8, 1.8), 1);
    }
    s.camera =
        t -> {
          int i = 0;
          while (i < cuts.length && t >= cuts[i]) {
            i++;
          }
          return views[i];
        };
  }

  static void flashes(Stage s) {
    still(s, s.random.chance(0.5));
    Scenery.flashes(s, s.random, s.random.integer(2, 7));
  }

  static void lightChange(Stage s) {
    still(s, s.random.chance(0.3));
    Scenery.flicker(s, s.random);
  }

  static void floating(Stage s) {
    still(s, s.random.chance(0.5), 0.4);
    Scenery.floaters(s, s.random.child(), Vec3.ZERO, 0.9, s.random.integer(2, 5));
  }

  /** Cars or birds that pass by. */
  static void flyBy(Stage s) {
    SceneRandom r = s.random;
    still(s, r.chance(0.4));
    // Everything at rest lies within a metre and a half of the middle: pass in front or behind.
    Vec3 side = s.towardsCamera.cross(Vec3.UP).unit();
    boolean cars = r.chance(0.5);
    int n = r.integer(2, 5);
    for (int i = 0; i < n; i++) {
      double v = r.sign() * r.scale(0.8, 6);
      double when = r.uniform(0.5, s.duration);
      double depth = r.sign() * r.uniform(1.7, 2.1);
      double z = cars ? 0.25 : r.uniform(0.5, 1.8);
      double heading = Math.atan2(side.y(), side.x());
      Mesh mesh =
          cars
              ? Mesh.join(
                  Shapes.box(1, 0.45, 0.25),
                  Shapes.box(0.5, 0.4, 0.2).placed(Affine.translation(-0.05, 0, 0.2)))
              : Shapes.sphere(r.uniform(0.05, 0.15));
      s.add(
          mesh,
          r.pick(STUFF).look(r),
          t ->
              Affine.translation(
                      side.times(v * (t - when)).plus(s.towardsCamera.times(depth)).plus(0, 0, z))
                  .turnZ(heading)
                  .turnX(cars ? 0 : 3 * t));
    }
  }

  /** Pendulums, swings and wheels that move freely, turning back in the air. */
  static void swinging(Stage s) {
    SceneRandom r = s.random;
    still(s, r.chance(0.4), 0.4);
    int n = r.integer(1, 4);
    for (int i = 0; i < n; i++) {
      double length = r.uniform(0.25, 0.6);
      double rate = 2 * Math.PI * r.uniform(0.5, 1.6);
      double swing = r.uniform(0.2, 1);
      double phase = r.uniform(0, 6);
      double size = r.uniform(0.05, 0.15);
      boolean wheel = r.chance(0.3);
      Affine at =
          Affine.translation((i - 1.5) * 0.6, r.uniform(-0.3, 0.6), r.uniform(1.15, 1.4))
              .turnZ(r.uniform(-0.8, 0.8));
      Mesh mesh =
          Mesh.join(
              Shapes.cylinder(0.01, length).placed(Affine.translation(0, 0, -length / 2)),
              Shapes.sphere(size).placed(Affine.translation(0, 0, -length)));
      s.add(
          mesh,
          r.pick(STUFF).look(r),
          t -> at.turnY(wheel ? rate * t : swing * Math.sin(rate * t + phase)));
    }
  }

  /** Leaves, reeds or flags in the wind. */
  static void plants(Stage s) {
    SceneRandom r = s.random;
    still(s, r.chance(0.3));
    int n = r.integer(15, 40);
    double wind = r.uniform(0.1, 0.5);
    double gust = 2 * Math.PI * r.scale(0.2, 1.5);
    Surface[] leaf = {Material.GRASS.look(r), Material.GRASS.look(r), Material.CLOTH.look(r)};
    boolean flags = r.chance(0.25);
    for (int i = 0; i < n; i++) {
      double h = flags ? 0.5 : r.uniform(0.3, 1.1);
      double w = flags ? 0.3 : r.uniform(0.02, 0.09);
      double phase = r.uniform(0, 3);
      double rate = gust * r.uniform(0.8, 1.3);
      Affine at =
          Affine.translation(r.uniform(-1.2, 1.2), r.uniform(-1, 1), flags ? 0.7 : 0)
              .turnZ(r.uniform(0, 6));
      Mesh low =
          Shapes.cone(w / 2, w / 3, h / 2)
              .placed(Affine.scale(1, 0.2, 1))
              .placed(Affine.translation(0, 0, h / 4));
      Mesh high =
          Shapes.cone(w / 3, w / 20, h / 2)
              .placed(Affine.scale(1, 0.2, 1))
              .placed(Affine.translation(0, 0, h / 4));
      Motion sway = t -> at.turnX(wind * (0.4 + Math.sin(rate * t + phase)));
      Surface look = flags ? leaf[2] : leaf[i % 2];
      s.add(low, look, sway);
      s.add(
          high,
          look,
          t -> sway.at(t).move(0, 0, h / 2).turnX(wind * Math.sin(rate * t + phase - 0.7)));
    }
  }

  static void flames(Stage s) {
    SceneRandom r = s.random;
    still(s, false);
    int n = r.integer(20, 45);
    Surface look =
        new Surface(Texture.make(Texture.Pattern.BLOTCH, 0xff8010, 0xffe060, r), 0, 1, 1.2f, 0.6f);
    for (int i = 0; i < n; i++) {
      double a = r.uniform(0, 6.3);
      double out = r.uniform(0, 0.25);
      double life = r.uniform(0.3, 0.8);
      double offset = r.uniform(0, 1);
      double size = r.uniform(0.06, 0.16);
      double x = out * Math.cos(a);
      double y = out * Math.sin(a);
      s.addWeightless(
          Shapes.cone(size, size * 0.1, size * 3),
          look,
          t -> {
            double p = (t / life + offset) % 1;
            double grow = Math.sin(Math.PI * p) + 0.02;
            return Affine.translation(
                    x * (1 - 0.6 * p) + 0.03 * Math.sin(9 * t + a),
                    y * (1 - 0.6 * p),
                    0.15 + 0.6 * p)
                .times(Affine.scale(grow, grow, grow));
          });
    }
    double rate = r.uniform(8, 20);
    s.brightness = t -> 1 + 0.08 * Math.sin(rate * t) + 0.05 * Math.sin(1.7 * rate * t + 1);
  }

  static void waterShimmer(Stage s) {
    SceneRandom r = s.random;
    Surface water = Material.WATER.look(r);
    int n = r.integer(25, 50);
    for (int i = 0; i < n; i++) {
      double x = r.uniform(-2.5, 2.5);
      double y = r.uniform(-2.5, 2.5);
      double rate = 2 * Math.PI * r.uniform(0.2, 0.7);
      double phase = 1.5 * x + r.uniform(-0.5, 0.5);
      double length = r.uniform(0.2, 0.8);
      s.addWeightless(
          Shapes.capsule(0.05, length).placed(Affine.rotationX(Math.PI / 2)),
          water.glowing(0.1),
          t ->
              Affine.translation(
                  x + 0.1 * Math.sin(rate * t + phase),
                  y,
                  -0.045 + 0.03 * Math.sin(rate * t + phase)));
    }
    s.describe("", "", Material.WATER, Material.WATER);
    Director.film(s, Vec3.ZERO, 1.5, new Angles(-2.6, -0.5, 0.15, 0.8));
    s.addBackground(Shapes.sheet(20, 20, 16, 1.5), water, Affine.IDENTITY);
    if (s.augment) {
      Scenery.distract(s, Vec3.ZERO, 1.4, 3);
    }
  }

  static void rain(Stage s) {
    particles(s, true);
  }

  static void snow(Stage s) {
    particles(s, false);
  }

  private static void particles(Stage s, boolean rain) {
    SceneRandom r = s.random;
    still(s, r.chance(0.3));
    int n = rain ? r.integer(80, 160) : r.integer(50, 120);
    double v = rain ? r.uniform(4, 8) : r.uniform(0.4, 1.2);
    double slant = r.uniform(-0.2, 0.2);
    Surface look =
        new Surface(
            Texture.make(Texture.Pattern.PLAIN, 0xd8e0e8, 0xffffff, r),
            0,
            1,
            0.5f,
            rain ? 0.5f : 0.9f);
    Mesh drop = rain ? Shapes.box(0.006, 0.006, 0.16) : Shapes.box(0.025, 0.025, 0.025);
    for (int i = 0; i < n; i++) {
      double x = r.uniform(-2, 2);
      double y = r.uniform(-2, 2);
      double offset = r.uniform(0, 1);
      double top = 2.6;
      s.addWeightless(
          drop,
          look,
          t -> {
            double fall = (t * v / top + offset) % 1 * top;
            double drift = rain ? slant * fall : 0.1 * Math.sin(2 * t + 10 * offset);
            return Affine.translation(x + drift, y, top - fall);
          });
    }
  }

  /** Titles or pages that scroll. */
  static void textScroll(Stage s) {
    SceneRandom r = s.random;
    double v = r.sign() * r.uniform(0.1, 0.9);
    boolean sideways = r.chance(0.3);
    boolean stepping = r.chance(0.3);
    Surface ink =
        new Surface(
            Texture.make(Texture.Pattern.PLAIN, Material.any(r), 0xffffff, r), 0, 1, 0.7f, 1);
    int lines = r.integer(6, 14);
    for (int i = 0; i < lines; i++) {
      double x = -0.9;
      double z = (i - lines / 2.0) * 0.22;
      while (x < 0.8) {
        double w = r.uniform(0.06, 0.3);
        double at = x + w / 2;
        Mesh word = Shapes.box(w, 0.002, r.uniform(0.06, 0.1));
        s.addWeightless(
            word,
            ink,
            t -> {
              double f = stepping ? Math.floor(t * 3) / 3 : t;
              double shift = v * (f - s.duration / 2);
              return Affine.translation(
                  at + (sideways ? shift : 0), -0.01, z + (sideways ? 0 : shift));
            });
        x += w + 0.05;
      }
    }
    s.describe("", "", Material.PAPER, Material.PAPER);
    Director.film(s, Vec3.ZERO, 0.6, new Angles(-1.65, -1.5, -0.03, 0.03));
    Scenery.wall(s, r, -3, Vec3.ZERO, new Vec3(0, -1, 0), 0.3);
  }
}
