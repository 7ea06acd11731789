package dev.foley.training.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What a scene script builds: things and their motions, true contacts, lamp and camera. */
final class Stage {
  /**
   * One drawn thing.
   *
   * @param shadow whether it throws a shadow
   */
  record Actor(Mesh mesh, Surface surface, Motion motion, boolean shadow) {}

  /**
   * A contact before cleaning.
   *
   * @param strength impulse or any number proportional to it
   * @param actors numbers of the moving things that meet; one of them must be in sight
   */
  record RawContact(double time, double strength, Vec3 place, ContactKind kind, int[] actors) {}

  final SceneRandom random;
  final double duration;
  final boolean augment;
  final List<Actor> actors = new ArrayList<>();
  final List<RawContact> contacts = new ArrayList<>();
  final List<ContinuousContact> continuous = new ArrayList<>();
  Lighting lighting;
  CameraPath camera;

  /** Middle of the shadowed region, and where the camera looks, over time. */
  java.util.function.DoubleFunction<Vec3> focus = t -> Vec3.ZERO;

  /** Metres around the focus in which shadows are drawn. */
  double shadowRadius = 2;

  /** Exposure factor over time: flashes, fades, flicker. */
  DoubleUnaryOperator brightness = t -> 1;

  /** Direction from the focus towards the camera, level; scenery goes to the other side. */
  Vec3 towardsCamera = new Vec3(0, -1, 0);

  private String action = "";
  private String object = "";
  private Material objectMaterial = Material.PLASTIC;
  private Material surface = Material.WOOD;

  Stage(SceneRandom random, double duration, boolean augment) {
    this.random = random;
    this.duration = duration;
    this.augment = augment;
    lighting = Lighting.random(random.child());
  }

  int add(Mesh mesh, Surface surface, Motion motion) {
    actors.add(new Actor(mesh, surface, motion, true));
    return actors.size() - 1;
  }

  int add(Mesh mesh, Surface surface, Affine pose) {
    return add(mesh, surface, Motion.still(pose));
  }

  /** Floors, walls and other things too large to throw a useful shadow. */
  int addBackground(Mesh mesh, Surface surface, Affine pose) {
    actors.add(new Actor(mesh, surface, Motion.still(pose), false));
    return actors.size() - 1;
  }

  /** Moving and without a shadow: flames, drops, snow. */
  int addWeightless(Mesh mesh, Surface surface, Motion motion) {
    actors.add(new Actor(mesh, surface, motion, false));
    return actors.size() - 1;
  }

  void contact(double time, double strength, Vec3 place, ContactKind kind, int... actors) {
    contacts.add(new RawContact(time, strength, place, kind, actors));
  }

  void describe(String action, String object, Material objectMaterial, Material surface) {
    this.action = action;
    this.object = object;
    this.objectMaterial = objectMaterial;
    this.surface = surface;
  }

  SceneDescription description(SceneKind kind) {
    return new SceneDescription(kind, action, object, objectMaterial, surface);
  }
}
