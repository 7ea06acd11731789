package dev.foley.training.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicsWorldTest {
  private static final double STEP = 0.001;

  @Test
  void bouncesFollowFreeFall() {
    double radius = 0.1;
    double height = 1.5;
    PhysicsWorld world = new PhysicsWorld(STEP);
    world.floor(Material.CONCRETE);
    world.sphere(radius, Material.RUBBER, new Vec3(0, 0, height + radius));
    world.run(3);
    List<PhysicsWorld.Impact> hits = world.impacts();
    double first = Math.sqrt(2 * height / 9.81);
    // The solver notices a contact up to one step late; semi-implicit Euler adds about half a step.
    assertEquals(first, hits.get(0).time(), 2 * STEP);
    double restitution =
        Material.RUBBER.restitution * (0.75 + 0.25 * Material.CONCRETE.restitution);
    double second = first + 2 * restitution * 9.81 * first / 9.81;
    assertEquals(second, hits.get(1).time(), 6 * STEP);
    // Impulse of a bounce is m v (1 + e), so successive ones fall by e.
    assertEquals(restitution, hits.get(1).impulse() / hits.get(0).impulse(), 0.02);
    assertEquals(0, hits.get(0).place().z(), 0.01);
  }

  @Test
  void restingAndRollingAreNoImpacts() {
    PhysicsWorld world = new PhysicsWorld(STEP);
    world.floor(Material.WOOD);
    world.box(0.3, 0.3, 0.3, Material.WOOD, Affine.translation(0, 0, 0.15));
    int ball = world.sphere(0.1, Material.METAL, new Vec3(2, 0, 0.1));
    world.velocity(ball, new Vec3(1, 0, 0), new Vec3(0, 10, 0));
    world.run(2);
    assertEquals(List.of(), world.impacts());
    assertTrue(world.motion(ball).at(1.9).origin().x() > 3, "the ball should have rolled on");
  }

  @Test
  void heldBodiesHangInTheAirAndTouchNothing() {
    PhysicsWorld world = new PhysicsWorld(STEP);
    world.floor(Material.WOOD);
    int first = world.box(0.3, 0.3, 0.3, Material.WOOD, Affine.translation(0, 0, 1));
    int second = world.box(0.3, 0.3, 0.3, Material.WOOD, Affine.translation(0.1, 0, 1));
    world.release(first, 0.5, Vec3.ZERO, Vec3.ZERO);
    world.release(second, 10, Vec3.ZERO, Vec3.ZERO);
    world.run(2);
    assertEquals(1, world.motion(first).at(0.45).origin().z(), 1e-6);
    double fall = Math.sqrt(2 * 0.85 / 9.81);
    assertEquals(0.5 + fall, world.impacts().get(0).time(), 3 * STEP);
  }
}
