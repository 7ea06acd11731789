package dev.foley.training.scene;

/** Floors, walls, tables and clutter around the action, and things that move without touching. */
final class Scenery {
  private static final Material[] FLOORS = {
    Material.WOOD, Material.STONE, Material.CONCRETE, Material.TILE, Material.CARPET, Material.GRASS
  };
  private static final Material[] THINGS = {
    Material.WOOD,
    Material.METAL,
    Material.PLASTIC,
    Material.STONE,
    Material.CERAMIC,
    Material.CLOTH
  };

  private Scenery() {}

  static Material floorMaterial(SceneRandom r) {
    return r.pick(FLOORS);
  }

  /**
   * A floor at {@code z}, perhaps a wall and clutter behind the action. Call after the camera was
   * chosen.
   *
   * @param radius metres around the focus that must stay free
   */
  static void room(Stage stage, Material floor, double z, double radius) {
    SceneRandom r = stage.random.child();
    Vec3 mid = stage.focus.apply(stage.duration / 2);
    floor(stage, r, floor, z, mid, radius);
    double back = radius * r.uniform(1.4, 5);
    boolean wall = r.chance(0.6);
    if (wall) {
      wall(stage, r, z, mid, stage.towardsCamera, back);
    }
    if (r.chance(0.6)) {
      clutter(stage, r, z, mid, radius, wall ? back : radius * 5);
    }
    if (stage.augment) {
      distract(stage, mid, radius, back);
    }
  }

  private static void floor(
      Stage stage, SceneRandom r, Material floor, double z, Vec3 mid, double radius) {
    double size = Math.max(6, radius * 16);
    Surface look = floor.look(r);
    double tile = radius * r.scale(0.4, 2);
    Affine pose = Affine.translation(mid.x(), mid.y(), z).turnZ(r.uniform(0, Math.PI));
    stage.addBackground(Shapes.sheet(size, size, 24, tile), look, pose);
  }

  /** A wall behind {@code mid} as seen from the camera's side. */
  static void wall(Stage stage, SceneRandom r, double z, Vec3 mid, Vec3 towards, double back) {
    double turn = r.uniform(-0.35, 0.35);
    double angle = Math.atan2(towards.y(), towards.x()) + turn;
    double size = back * 10;
    Material material = r.pick(Material.STONE, Material.CONCRETE, Material.WOOD, Material.PAPER);
    Vec3 at = mid.minus(towards.times(back));
    // The sheet faces up; tilt it to face +x, then turn it towards the camera.
    Affine pose = Affine.translation(at.x(), at.y(), z + size / 4).turnZ(angle).turnY(Math.PI / 2);
    Mesh sheet = Shapes.sheet(size / 2, size, 16, back * r.scale(0.3, 1.2));
    stage.addBackground(sheet, material.look(r), pose);
  }

  private static void clutter(
      Stage stage, SceneRandom r, double z, Vec3 mid, double radius, double back) {
    Vec3 side = stage.towardsCamera.cross(Vec3.UP);
    int n = r.integer(1, 5);
    for (int i = 0; i < n; i++) {
      double h = radius * r.scale(0.2, 1.2);
      double w = radius * r.scale(0.15, 0.7);
      double depth = r.uniform(1.25, Math.max(1.3, 0.9 * back / radius)) * radius;
      Vec3 at =
          mid.minus(stage.towardsCamera.times(depth)).plus(side.times(r.uniform(-3, 3) * radius));
      Mesh mesh =
          r.pick(
              Shapes.box(w, w, h),
              Shapes.cylinder(w / 2, h),
              Shapes.cone(w / 2, w / 5, h),
              Shapes.box(w, w * 2, h));
      Affine pose = Affine.translation(at.x(), at.y(), z + h / 2).turnZ(r.uniform(0, 3));
      stage.add(mesh, r.pick(THINGS).look(r), pose);
    }
  }

  /** A table whose top is at z = 0, standing on a floor; returns the table's actor number. */
  static int table(Stage stage, Material material, double sx, double sy, double radius) {
    SceneRandom r = stage.random.child();
    Surface look = material.look(r);
    double thick = r.uniform(0.02, 0.06);
    double height = r.uniform(0.5, 0.8);
    int top =
        stage.add(
            Shapes.box(sx, sy, thick, r.uniform(0.4, 1.2)),
            look,
            Affine.translation(0, 0, -thick / 2));
    for (int i = 0; i < 4; i++) {
      double x = (i % 2 == 0 ? -1 : 1) * (sx / 2 - 0.06);
      double y = (i < 2 ? -1 : 1) * (sy / 2 - 0.06);
      stage.add(
          Shapes.box(0.05, 0.05, height - thick),
          look,
          Affine.translation(x, y, -(height + thick) / 2));
    }
    room(stage, floorMaterial(r), -height, Math.max(radius, 0.7));
    return top;
  }

  /** Sometimes adds things that move without touching anything, and flashes. */
  static void distract(Stage stage, Vec3 mid, double radius, double back) {
    SceneRandom r = stage.random.child();
    if (r.chance(0.15)) {
      floaters(stage, r, mid, radius, r.integer(1, 3));
    }
    if (r.chance(0.07)) {
      flashes(stage, r, r.integer(1, 3));
    } else if (r.chance(0.07)) {
      flicker(stage, r);
    }
  }

  /** Things that hover, circle and drift in the air. */
  static void floaters(Stage stage, SceneRandom r, Vec3 mid, double radius, int n) {
    for (int i = 0; i < n; i++) {
      double size = radius * r.scale(0.05, 0.22);
      Mesh mesh =
          r.pick(
              Shapes.sphere(size),
              Shapes.box(size, size, 2 * size),
              Shapes.cone(size, 0.1 * size, 2 * size));
      Vec3 centre =
          mid.plus(
              r.uniform(-1, 1) * radius, r.uniform(-1, 1) * radius, radius * r.uniform(0.9, 1.5));
      double reach = radius * r.uniform(0.1, 0.7);
      double rate = r.sign() * 2 * Math.PI * r.scale(0.1, 1.3);
      double bob = radius * r.uniform(0, 0.35);
      double bobRate = 2 * Math.PI * r.scale(0.2, 1.2);
      double spin = r.uniform(-4, 4);
      double phase = r.uniform(0, 6);
      stage.add(
          mesh,
          r.pick(THINGS).look(r),
          t ->
              Affine.translation(
                      centre.plus(
                          reach * Math.cos(rate * t + phase),
                          reach * Math.sin(rate * t + phase),
                          bob * Math.sin(bobRate * t + phase)))
                  .turnZ(spin * t)
                  .turnX(spin * 0.7 * t));
    }
  }

  /** Sudden bright light that fades in tenths of a second. */
  static void flashes(Stage stage, SceneRandom r, int n) {
    double[] at = new double[n];
    double[] fade = new double[n];
    double[] gain = new double[n];
    for (int i = 0; i < n; i++) {
      at[i] = r.uniform(0.3, stage.duration - 0.2);
      fade[i] = r.scale(0.03, 0.3);
      gain[i] = r.uniform(0.5, 3);
    }
    java.util.function.DoubleUnaryOperator before = stage.brightness;
    stage.brightness =
        t -> {
          double sum = 1;
          for (int i = 0; i < n; i++) {
            sum += t >= at[i] ? gain[i] * Math.exp((at[i] - t) / fade[i]) : 0;
          }
          return before.applyAsDouble(t) * sum;
        };
  }

  /** Slow or quick swings of the light, or a lamp switched on and off. */
  static void flicker(Stage stage, SceneRandom r) {
    double depth = r.uniform(0.1, 0.5);
    double rate = 2 * Math.PI * r.scale(0.1, 8);
    boolean switched = r.chance(0.4);
    java.util.function.DoubleUnaryOperator before = stage.brightness;
    stage.brightness =
        t -> {
          double wave = Math.sin(rate * t);
          double f =
              switched ? (Math.sin(Math.min(rate, 6) * t) > 0 ? 1 : 1 - depth) : 1 + depth * wave;
          return before.applyAsDouble(t) * f;
        };
  }
}
