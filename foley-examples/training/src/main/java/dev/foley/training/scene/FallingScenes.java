package dev.foley.training.scene;

import dev.foley.training.scene.Director.Angles;
import java.util.ArrayList;
import java.util.List;

/** Free bodies left to the physics solver: bouncing, dropping, toppling, rolling, colliding. */
final class FallingScenes {
  private static final Material[] HARD = {
    Material.WOOD,
    Material.METAL,
    Material.PLASTIC,
    Material.CERAMIC,
    Material.STONE,
    Material.RUBBER
  };

  private FallingScenes() {}

  /** A body's picture-side twin: its mesh and look, waiting for its motion. */
  record Prop(int body, Mesh mesh, Surface look, ContactKind kind) {}

  static void bouncingBall(Stage s) {
    SceneRandom r = s.random;
    Material floor = r.pick(Material.WOOD, Material.CONCRETE, Material.STONE, Material.TILE);
    Material ball = r.pick(Material.RUBBER, Material.RUBBER, Material.PLASTIC, Material.LEATHER);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    List<Prop> props = new ArrayList<>();
    int n = r.pick(1, 1, 2, 3);
    double size = r.scale(0.06, 0.25);
    for (int i = 0; i < n; i++) {
      double radius = size * r.uniform(0.7, 1.3);
      Vec3 at = new Vec3((i - (n - 1) / 2.0) * size * 5, r.uniform(-0.4, 0.4), r.uniform(0.8, 2.2));
      int body = w.sphere(radius, ball, at);
      Vec3 v = new Vec3(r.uniform(-0.5, 0.5), r.uniform(-0.5, 0.5), r.uniform(-1, 1.5));
      w.release(body, i == 0 ? r.uniform(0, 0.4) : r.uniform(0, 1.5), v, spin(r, 4));
      props.add(new Prop(body, Shapes.sphere(radius), ball.look(r), ContactKind.BOUNCE));
    }
    s.describe("bouncing", n == 1 ? "ball" : "balls", ball, floor);
    finish(s, w, props, new Vec3(0, 0, 0.6), 1.1, Angles.ANY, floor);
  }

  static void droppedBox(Stage s) {
    drop(s, r -> 1, "box");
  }

  static void droppedObjects(Stage s) {
    drop(s, r -> r.integer(3, 6), "objects");
  }

  private static void drop(
      Stage s, java.util.function.ToIntFunction<SceneRandom> count, String object) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material matter = r.pick(HARD);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    List<Prop> props = new ArrayList<>();
    int n = count.applyAsInt(r);
    double t = r.uniform(0.1, n == 1 ? 2 : 0.5);
    // Mostly from above the picture, sometimes held in sight first.
    double above = r.chance(0.6) ? 1.2 : 0;
    for (int i = 0; i < n; i++) {
      double size = r.scale(0.12, 0.4);
      Affine pose =
          Affine.translation(
                  r.uniform(-0.5, 0.5) * n * 0.3,
                  r.uniform(-0.5, 0.5),
                  1.2 + above + 0.3 * i + r.uniform(0, 0.8))
              .turnZ(r.uniform(0, 6))
              .turnX(r.uniform(-1, 1) * r.uniform(0, 1))
              .turnY(r.uniform(-1, 1) * r.uniform(0, 1));
      Prop prop =
          n == 1 && r.chance(0.6) ? box(w, r, matter, size, pose) : any(w, r, matter, size, pose);
      w.release(
          prop.body(), t, new Vec3(r.uniform(-0.4, 0.4), r.uniform(-0.4, 0.4), 0), spin(r, 3));
      props.add(prop);
      t += r.uniform(0.15, 1.1);
    }
    s.describe("dropping", object, matter, floor);
    finish(s, w, props, new Vec3(0, 0, 0.5), 1.0, Angles.ANY, floor);
  }

  static Prop box(PhysicsWorld w, SceneRandom r, Material m, double size, Affine pose) {
    double sx = size * r.uniform(0.6, 1.4);
    double sy = size * r.uniform(0.6, 1.4);
    double sz = size * r.uniform(0.5, 1.4);
    int body = w.box(sx, sy, sz, m, pose);
    return new Prop(body, Shapes.box(sx, sy, sz), m.look(r), ContactKind.IMPACT);
  }

  static Prop any(PhysicsWorld w, SceneRandom r, Material m, double size, Affine pose) {
    switch (r.integer(0, 4)) {
      case 0:
        int ball = w.sphere(size / 2, m, pose.origin());
        return new Prop(ball, Shapes.sphere(size / 2), m.look(r), ContactKind.BOUNCE);
      case 1:
        double height = size * r.uniform(0.4, 1.6);
        int can = w.cylinder(size / 2, height, m, pose);
        return new Prop(can, Shapes.cylinder(size / 2, height), m.look(r), ContactKind.IMPACT);
      case 2:
        double length = size * r.uniform(0.8, 2);
        int rod = w.capsule(size / 4, length, m, pose);
        return new Prop(rod, Shapes.capsule(size / 4, length), m.look(r), ContactKind.IMPACT);
      default:
        return box(w, r, m, size, pose);
    }
  }

  static void dominoes(Stage s) {
    SceneRandom r = s.random;
    Material floor = r.pick(Material.WOOD, Material.STONE, Material.TILE);
    Material matter = r.pick(Material.WOOD, Material.PLASTIC, Material.STONE);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    int n = r.integer(5, 10);
    double h = r.scale(0.15, 0.5);
    double thick = h * r.uniform(0.15, 0.22);
    double gap = h * r.uniform(0.4, 0.75);
    Mesh mesh = Shapes.box(thick, h * 0.5, h);
    List<Prop> props = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double x = (i - (n - 1) / 2.0) * gap;
      int body = w.box(thick, h * 0.5, h, matter, Affine.translation(x, 0, h / 2));
      props.add(new Prop(body, mesh, matter.look(r), ContactKind.TOPPLE));
    }
    double radius = h * 0.22;
    double x0 = -((n - 1) / 2.0) * gap - radius - thick - gap * 0.6;
    int ball = w.sphere(radius, Material.WOOD, new Vec3(x0, 0, h * 0.85));
    Vec3 push = new Vec3(r.uniform(0.5, 1) * Math.sqrt(9.81 * h), 0, 0.6);
    w.release(ball, r.uniform(0.2, 1.2), push, Vec3.ZERO);
    props.add(new Prop(ball, Shapes.sphere(radius), Material.WOOD.look(r), ContactKind.IMPACT));
    s.describe("toppling", "dominoes", matter, floor);
    finish(s, w, props, new Vec3(0, 0, h * 0.4), (n + 1) * gap / 2, Angles.FRONT, floor);
  }

  static void collapsingStack(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material matter = r.pick(Material.WOOD, Material.PLASTIC, Material.METAL, Material.PAPER);
    PhysicsWorld w = new PhysicsWorld(0.0015);
    w.floor(floor);
    double size = r.scale(0.12, 0.35);
    int levels = r.integer(3, 5);
    List<Prop> props = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      Affine pose = Affine.translation(r.uniform(-0.1, 0.1) * size, 0, size * (i + 0.5));
      int body = w.box(size, size, size, matter, pose);
      props.add(new Prop(body, Shapes.box(size, size, size), matter.look(r), ContactKind.TOPPLE));
    }
    double radius = size * 0.35;
    int ball = w.sphere(radius, Material.RUBBER, new Vec3(-size * 6, 0, size * levels * 0.6));
    w.release(
        ball,
        r.uniform(0.2, 1),
        new Vec3(size * r.uniform(16, 30), 0, r.uniform(1, 1.6)),
        Vec3.ZERO);
    props.add(new Prop(ball, Shapes.sphere(radius), Material.RUBBER.look(r), ContactKind.IMPACT));
    s.describe("collapsing", "stack of boxes", matter, floor);
    finish(s, w, props, new Vec3(0, 0, size * 1.5), size * 3.2, Angles.FRONT, floor);
  }

  static void stairs(Stage s) {
    SceneRandom r = s.random;
    Material step = r.pick(Material.WOOD, Material.STONE, Material.CONCRETE);
    Material ball = r.pick(Material.RUBBER, Material.PLASTIC, Material.WOOD);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(step);
    int n = r.integer(3, 6);
    double rise = r.uniform(0.14, 0.22);
    double tread = r.uniform(0.3, 0.45);
    Surface look = step.look(r);
    for (int i = 0; i < n; i++) {
      double h = rise * (n - i);
      Affine pose = Affine.translation((i - n / 2.0) * tread, 0, h / 2);
      w.fixedBox(tread, 1.4, h, pose, step);
      s.add(Shapes.box(tread, 1.4, h, 0.7), look, pose);
    }
    double radius = r.uniform(0.06, 0.12);
    Vec3 start =
        new Vec3(-n / 2.0 * tread, r.uniform(-0.2, 0.2), rise * n + radius + r.uniform(0.1, 0.5));
    int body = w.sphere(radius, ball, start);
    w.release(body, r.uniform(0.1, 0.8), new Vec3(r.uniform(0.5, 1.0), 0, 0), spin(r, 2));
    List<Prop> props =
        List.of(new Prop(body, Shapes.sphere(radius), ball.look(r), ContactKind.BOUNCE));
    s.describe("bouncing down stairs", "ball", ball, step);
    Angles angles = new Angles(-2.2, -0.3, 0.1, 0.6);
    finish(s, w, props, new Vec3(0.3, 0, rise * n / 2), n * tread * 0.6 + 0.2, angles, step);
  }

  static void slideIntoWall(Stage s) {
    SceneRandom r = s.random;
    Material floor = r.pick(Material.WOOD, Material.TILE, Material.CONCRETE);
    Material matter = r.pick(HARD);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    Material wall = r.pick(Material.WOOD, Material.STONE, Material.METAL);
    Affine wallPose = Affine.translation(0.75, 0, 0.35);
    w.fixedBox(0.1, 1.6, 0.7, wallPose, wall);
    s.add(Shapes.box(0.1, 1.6, 0.7, 0.8), wall.look(r), wallPose);
    List<Prop> props = new ArrayList<>();
    int n = r.integer(1, 2);
    for (int i = 0; i < n; i++) {
      double size = r.uniform(0.15, 0.28);
      double y = (i - (n - 1) / 2.0) * 0.6;
      Prop prop = box(w, r, matter, size, Affine.translation(-1.1 - 0.4 * i, y, size * 0.72));
      w.release(
          prop.body(), r.uniform(0.1, 0.6) + 1.2 * i, new Vec3(r.uniform(3.6, 6), 0, 0), Vec3.ZERO);
      props.add(prop);
    }
    s.describe("sliding into a wall", "box", matter, wall);
    finish(s, w, props, new Vec3(0, 0, 0.2), 1.1, Angles.FRONT, floor);
  }

  static void thrownAtWall(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material ball = r.pick(Material.RUBBER, Material.PLASTIC, Material.LEATHER);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    Material wall = r.pick(Material.STONE, Material.CONCRETE, Material.WOOD);
    Affine pose = Affine.translation(1.2, 0, 1);
    w.fixedBox(0.2, 3, 2, pose, wall);
    s.add(Shapes.box(0.2, 3, 2, 1), wall.look(r), pose);
    List<Prop> props = new ArrayList<>();
    int n = r.integer(1, 3);
    for (int i = 0; i < n; i++) {
      double radius = r.uniform(0.07, 0.14);
      int body = w.sphere(radius, ball, new Vec3(-1.3, r.uniform(-0.5, 0.5), r.uniform(0.5, 1)));
      double t = 0.1 + 1.4 * i + r.uniform(0, 0.7);
      w.release(
          body, t, new Vec3(r.uniform(3.5, 7), r.uniform(-0.4, 0.4), r.uniform(1, 3)), spin(r, 6));
      props.add(new Prop(body, Shapes.sphere(radius), ball.look(r), ContactKind.BOUNCE));
    }
    s.describe("bouncing off a wall", "ball", ball, wall);
    finish(s, w, props, new Vec3(0, 0, 0.7), 1.4, Angles.FRONT, floor);
  }

  static void pendulumHit(Stage s) {
    SceneRandom r = s.random;
    Material floor = Scenery.floorMaterial(r);
    Material bob = r.pick(Material.METAL, Material.WOOD, Material.STONE);
    Material block = r.pick(Material.WOOD, Material.PLASTIC, Material.STONE);
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    double length = r.uniform(0.7, 1.1);
    double radius = r.uniform(0.09, 0.15);
    double swing = r.uniform(0.7, 1.2);
    Vec3 anchor = new Vec3(0, 0, length + radius + 0.04);
    Vec3 at = anchor.plus(-length * Math.sin(swing), 0, -length * Math.cos(swing));
    int ball = w.sphere(radius, bob, at);
    w.hinge(ball, anchor, new Vec3(0, 1, 0));
    List<Prop> props = new ArrayList<>();
    props.add(new Prop(ball, Shapes.sphere(radius), bob.look(r), ContactKind.IMPACT));
    double size = r.uniform(0.18, 0.3);
    double bx = radius + size / 2 * r.uniform(1.05, 1.5);
    int body = w.box(size, size, size * 1.4, block, Affine.translation(bx, 0, size * 0.7));
    props.add(
        new Prop(body, Shapes.box(size, size, size * 1.4), block.look(r), ContactKind.IMPACT));
    s.describe("swinging against a block", "pendulum", bob, block);
    Vec3 focus = new Vec3(0.1, 0, length * 0.45);
    int[] actors = finish(s, w, props, focus, length * 0.8, Angles.FRONT, floor);
    Motion ballMotion = s.actors.get(actors[ball]).motion();
    Mesh rope = Shapes.limb(0.012, length);
    Surface look = Material.LEATHER.look(r);
    s.add(rope, look, t -> Affine.along(anchor, ballMotion.at(t).origin()));
    Affine beam = Affine.translation(anchor.plus(0, 0, 0.03));
    s.add(Shapes.box(0.06, 0.9, 0.06), Material.WOOD.look(r), beam);
  }

  static void billiards(Stage s) {
    SceneRandom r = s.random;
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(Material.CARPET);
    double radius = r.uniform(0.03, 0.05);
    double rail = 0.62;
    Surface wood = Material.WOOD.look(r);
    for (int i = 0; i < 4; i++) {
      Affine pose = Affine.rotationZ(i * Math.PI / 2).move(rail, 0, 0.03);
      w.fixedBox(0.08, 1.32, 0.06, pose, Material.WOOD);
      s.add(Shapes.box(0.08, 1.32, 0.06, 0.5), wood, pose);
    }
    List<Prop> props = new ArrayList<>();
    int n = r.integer(3, 6);
    for (int i = 0; i < n; i++) {
      double a = 2 * Math.PI * i / n + r.uniform(-0.3, 0.3);
      double d = r.uniform(0.15, 0.45);
      int body =
          w.sphere(radius, Material.CERAMIC, new Vec3(d * Math.cos(a), d * Math.sin(a), radius));
      props.add(
          new Prop(body, Shapes.sphere(radius), Material.CERAMIC.look(r), ContactKind.IMPACT));
    }
    Vec3 p0 = new Vec3(-0.5, r.uniform(-0.3, 0.3), radius);
    Vec3 aim = new Vec3(r.uniform(-0.1, 0.1), r.uniform(-0.1, 0.1), radius).minus(p0).unit();
    int cue = w.sphere(radius, Material.CERAMIC, p0);
    double v = r.uniform(1.5, 3.5);
    w.release(
        cue, r.uniform(0.2, 1), aim.times(v), new Vec3(-aim.y(), aim.x(), 0).times(v / radius));
    props.add(new Prop(cue, Shapes.sphere(radius), Material.CERAMIC.look(r), ContactKind.IMPACT));
    s.describe("colliding", "billiard balls", Material.CERAMIC, Material.CLOTH);
    finish(
        s,
        w,
        props,
        new Vec3(0, 0, 0),
        0.65,
        new Angles(-Math.PI, Math.PI, 0.4, 1.2),
        Material.CARPET);
  }

  static void bowling(Stage s) {
    SceneRandom r = s.random;
    Material floor = Material.WOOD;
    PhysicsWorld w = new PhysicsWorld(0.001);
    w.floor(floor);
    List<Prop> props = new ArrayList<>();
    int rows = r.integer(2, 3);
    Surface look = Material.PLASTIC.look(r);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k <= row; k++) {
        Affine pose = Affine.translation(0.3 + 0.24 * row, (k - row / 2.0) * 0.28, 0.19);
        int body = w.cylinder(0.055, 0.38, Material.WOOD, pose);
        props.add(new Prop(body, Shapes.cylinder(0.055, 0.38), look, ContactKind.TOPPLE));
      }
    }
    double v = r.uniform(3, 6);
    int ball = w.sphere(0.11, Material.WOOD, new Vec3(-1.3, r.uniform(-0.08, 0.08), 0.11));
    w.release(ball, r.uniform(0.1, 0.8), new Vec3(v, 0, 0), new Vec3(0, v / 0.11, 0));
    props.add(new Prop(ball, Shapes.sphere(0.11), Material.PLASTIC.look(r), ContactKind.IMPACT));
    s.describe("knocking over", "bowling pins", Material.WOOD, floor);
    finish(s, w, props, new Vec3(0.1, 0, 0.2), 1.0, Angles.FRONT, floor);
  }

  private static Vec3 spin(SceneRandom r, double most) {
    return new Vec3(r.uniform(-most, most), r.uniform(-most, most), r.uniform(-most, most));
  }

  /**
   * Runs the physics, puts the bodies on the stage with their contacts, then films; returns the
   * bodies' actor numbers.
   */
  private static int[] finish(
      Stage s,
      PhysicsWorld w,
      List<Prop> props,
      Vec3 focus,
      double radius,
      Angles a,
      Material floor) {
    w.run(s.duration + 0.1);
    int[] actorOf = new int[props.size()];
    for (int i = 0; i < props.size(); i++) {
      Prop p = props.get(i);
      actorOf[p.body()] = s.add(p.mesh(), p.look(), w.motion(p.body()));
    }
    for (PhysicsWorld.Impact hit : w.impacts()) {
      int b = actorOf[hit.b()];
      int other = hit.a() >= 0 ? actorOf[hit.a()] : b;
      ContactKind kind = props.get(hit.b()).kind();
      s.contact(hit.time(), hit.impulse(), hit.place(), kind, b, other);
    }
    Director.film(s, focus, radius, a);
    Scenery.room(s, floor, 0, radius);
    return actorOf;
  }
}
