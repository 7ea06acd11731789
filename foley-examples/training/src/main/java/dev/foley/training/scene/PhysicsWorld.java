package dev.foley.training.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ode4j.math.DQuaternion;
import org.ode4j.math.DQuaternionC;
import org.ode4j.math.DVector3C;
import org.ode4j.ode.DBody;
import org.ode4j.ode.DContact;
import org.ode4j.ode.DContactBuffer;
import org.ode4j.ode.DContactJoint;
import org.ode4j.ode.DGeom;
import org.ode4j.ode.DHingeJoint;
import org.ode4j.ode.DJoint;
import org.ode4j.ode.DJointGroup;
import org.ode4j.ode.DMass;
import org.ode4j.ode.DSpace;
import org.ode4j.ode.DWorld;
import org.ode4j.ode.OdeConstants;
import org.ode4j.ode.OdeHelper;
import org.ode4j.ode.internal.ErrorHdl;

/**
 * Rigid bodies under gravity. Build, {@link #run}, then ask for motions and impacts. The exact (not
 * the iterative) ODE solver is used: it draws no random numbers, so runs repeat bit for bit.
 */
final class PhysicsWorld {
  /** Number of what never moves. */
  static final int FIXED = -1;

  private static final int MAX_POINTS = 4;
  private static final double RECORD_SECONDS = 1 / 250.0;

  /** Impulse over mass, m/s, in one step below which a contact is resting or rolling. */
  private static final double RESTING_SPEED = 0.06;

  /** Impulse over mass, m/s, below which an impact is not worth a sound. */
  private static final double FAINT_SPEED = 0.18;

  /**
   * Give of a contact against the inverse mass: four points under a box are more than the solver
   * can tell apart, and it stumbles if all are perfectly stiff. Costs that share of a bounce.
   */
  private static final double SOFTNESS = 0.003;

  /** Solver steps closer than this belong to one impact. */
  private static final double SAME_IMPACT_SECONDS = 0.008;

  /** A meeting of two bodies; {@code a} may be {@link #FIXED}. */
  record Impact(double time, double impulse, Vec3 place, int a, int b) {}

  private record Matter(Material material, int body) {}

  private final DWorld world = OdeHelper.createWorld();
  private final DSpace space = OdeHelper.createSimpleSpace();
  private final DJointGroup joints = OdeHelper.createJointGroup();
  private final DContactBuffer buffer = new DContactBuffer(MAX_POINTS);
  private final double step;
  private final List<DBody> bodies = new ArrayList<>();
  private final Map<Integer, double[]> releases = new HashMap<>();
  private final List<float[]> records = new ArrayList<>();
  private final List<Impact> impacts = new ArrayList<>();
  private final Map<Long, double[]> open = new LinkedHashMap<>();
  private final List<DContactJoint> touching = new ArrayList<>();
  private double now;

  static {
    OdeHelper.initODE2(0);
    // "LCP internal error": one step's solution is a little off, which comes with resting stacks.
    ErrorHdl.dSetMessageHandler((number, message, arguments) -> {});
  }

  PhysicsWorld(double stepSeconds) {
    step = stepSeconds;
    world.setGravity(0, 0, -9.81);
    world.setERP(0.3);
    world.setCFM(1e-9);
    world.setContactMaxCorrectingVel(0.4);
    world.setContactSurfaceLayer(0.0002);
    world.setAutoDisableFlag(true);
    world.setAutoDisableLinearThreshold(0.01);
    world.setAutoDisableAngularThreshold(0.02);
    world.setAutoDisableSteps((int) (0.1 / stepSeconds));
    world.setAutoDisableTime(0);
    world.setAngularDamping(0.0002);
  }

  /** Ground through the origin, facing up. */
  void floor(Material material) {
    OdeHelper.createPlane(space, 0, 0, 1, 0).setData(new Matter(material, FIXED));
  }

  void fixedBox(double sx, double sy, double sz, Affine pose, Material material) {
    DGeom geom = OdeHelper.createBox(space, sx, sy, sz);
    place(geom, pose);
    geom.setData(new Matter(material, FIXED));
  }

  int sphere(double radius, Material material, Vec3 at) {
    DMass mass = OdeHelper.createMass();
    mass.setSphere(material.density, radius);
    return body(OdeHelper.createSphere(space, radius), mass, material, Affine.translation(at));
  }

  int box(double sx, double sy, double sz, Material material, Affine pose) {
    DMass mass = OdeHelper.createMass();
    mass.setBox(material.density, sx, sy, sz);
    return body(OdeHelper.createBox(space, sx, sy, sz), mass, material, pose);
  }

  /** Along z. */
  int cylinder(double radius, double height, Material material, Affine pose) {
    DMass mass = OdeHelper.createMass();
    mass.setCylinder(material.density, 3, radius, height);
    return body(OdeHelper.createCylinder(space, radius, height), mass, material, pose);
  }

  /** Along z; length without the round ends. */
  int capsule(double radius, double length, Material material, Affine pose) {
    DMass mass = OdeHelper.createMass();
    mass.setCapsule(material.density, 3, radius, length);
    return body(OdeHelper.createCapsule(space, radius, length), mass, material, pose);
  }

  private int body(DGeom geom, DMass mass, Material material, Affine pose) {
    DBody body = OdeHelper.createBody(world);
    body.setMass(mass);
    geom.setBody(body);
    place(geom, pose);
    geom.setData(new Matter(material, bodies.size()));
    bodies.add(body);
    return bodies.size() - 1;
  }

  private static void place(DGeom geom, Affine pose) {
    double[] m = pose.m;
    geom.setPosition(m[3], m[7], m[11]);
    org.ode4j.math.DMatrix3 r =
        new org.ode4j.math.DMatrix3(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]);
    geom.setRotation(r);
  }

  void velocity(int body, Vec3 linear, Vec3 angular) {
    bodies.get(body).setLinearVel(linear.x(), linear.y(), linear.z());
    bodies.get(body).setAngularVel(angular.x(), angular.y(), angular.z());
  }

  /** Holds a body where it is until {@code time}, then lets go with the given velocity. */
  void release(int body, double time, Vec3 linear, Vec3 angular) {
    releases.put(
        body,
        new double[] {
          time, linear.x(), linear.y(), linear.z(), angular.x(), angular.y(), angular.z()
        });
    bodies.get(body).setKinematic();
    velocity(body, Vec3.ZERO, Vec3.ZERO);
  }

  /** Hangs a body on a fixed axle. */
  void hinge(int body, Vec3 anchor, Vec3 axis) {
    DHingeJoint hinge = OdeHelper.createHingeJoint(world);
    hinge.attach(bodies.get(body), null);
    hinge.setAnchor(anchor.x(), anchor.y(), anchor.z());
    hinge.setAxis(axis.x(), axis.y(), axis.z());
    bodies.get(body).setAutoDisableFlag(false);
  }

  void run(double duration) {
    int every = Math.max(1, (int) Math.round(RECORD_SECONDS / step));
    long steps = (long) Math.ceil(duration / step) + every;
    for (long k = 0; k <= steps; k++) {
      now = k * step;
      if (k % every == 0) {
        record();
      }
      letGo();
      touching.clear();
      space.collide(null, (data, a, b) -> near(a, b));
      world.step(step);
      weigh();
      joints.empty();
    }
    settle(Double.POSITIVE_INFINITY);
    joints.destroy();
    space.destroy();
    world.destroy();
  }

  private void letGo() {
    releases
        .entrySet()
        .removeIf(
            e -> {
              double[] r = e.getValue();
              if (r[0] > now) {
                return false;
              }
              bodies.get(e.getKey()).setDynamic();
              bodies.get(e.getKey()).enable();
              velocity(e.getKey(), new Vec3(r[1], r[2], r[3]), new Vec3(r[4], r[5], r[6]));
              return true;
            });
  }

  private void near(DGeom a, DGeom b) {
    DBody ba = a.getBody();
    DBody bb = b.getBody();
    // What is still held back in the air does not exist for the others.
    if ((ba == null && bb == null) || held(ba) || held(bb)) {
      return;
    }
    int n = OdeHelper.collide(a, b, MAX_POINTS, buffer.getGeomBuffer());
    Matter ma = (Matter) a.getData();
    Matter mb = (Matter) b.getData();
    double softness = n == 0 ? 0 : SOFTNESS * step / lighter(key(ma.body(), mb.body()));
    for (int i = 0; i < n; i++) {
      DContact contact = buffer.get(i);
      contact.surface.mode =
          OdeConstants.dContactBounce
              | OdeConstants.dContactApprox1
              | OdeConstants.dContactSoftCFM
              | OdeConstants.dContactSlip1
              | OdeConstants.dContactSlip2;
      contact.surface.soft_cfm = softness;
      contact.surface.slip1 = softness;
      contact.surface.slip2 = softness;
      contact.surface.mu = Math.sqrt(ma.material().friction * mb.material().friction);
      contact.surface.bounce =
          Math.max(ma.material().restitution, mb.material().restitution)
              * (0.75 + 0.25 * Math.min(ma.material().restitution, mb.material().restitution));
      contact.surface.bounce_vel = 0.12;
      DContactJoint joint = OdeHelper.createContactJoint(world, joints, contact);
      joint.attach(ba, bb);
      joint.setFeedback(new DJoint.DJointFeedback());
      joint.setData(new int[] {ma.body(), mb.body()});
      touching.add(joint);
    }
  }

  private static boolean held(DBody body) {
    return body != null && body.isKinematic();
  }

  /** Adds up the normal impulses of this step, pair by pair, and opens or feeds impacts. */
  private void weigh() {
    Map<Long, double[]> sums = new LinkedHashMap<>();
    for (DContactJoint joint : touching) {
      int[] pair = (int[]) joint.getData();
      DVector3C normal = joint.getContact().geom.normal;
      DVector3C place = joint.getContact().geom.pos;
      DVector3C force = pair[0] >= 0 ? joint.getFeedback().f1 : joint.getFeedback().f2;
      double impulse = Math.abs(force.dot(normal)) * step;
      long key = key(pair[0], pair[1]);
      double[] sum = sums.computeIfAbsent(key, unused -> new double[4]);
      sum[0] += impulse;
      sum[1] += impulse * place.get0();
      sum[2] += impulse * place.get1();
      sum[3] += impulse * place.get2();
    }
    for (Map.Entry<Long, double[]> e : sums.entrySet()) {
      double[] sum = e.getValue();
      if (sum[0] > Math.max(RESTING_SPEED, 5 * 9.81 * step) * lighter(e.getKey())) {
        double[] event =
            open.computeIfAbsent(e.getKey(), unused -> new double[] {now, now, 0, 0, 0, 0});
        event[1] = now;
        for (int i = 0; i < 4; i++) {
          event[2 + i] += sum[i];
        }
      }
    }
    settle(now);
  }

  private void settle(double until) {
    open.entrySet()
        .removeIf(
            e -> {
              double[] v = e.getValue();
              if (until - v[1] < SAME_IMPACT_SECONDS) {
                return false;
              }
              if (v[2] > FAINT_SPEED * lighter(e.getKey())) {
                Vec3 place = new Vec3(v[3] / v[2], v[4] / v[2], v[5] / v[2]);
                impacts.add(new Impact(v[0], v[2], place, first(e.getKey()), second(e.getKey())));
              }
              return true;
            });
  }

  private static long key(int a, int b) {
    return (long) (Math.min(a, b) + 1) << 32 | (Math.max(a, b) + 1);
  }

  private static int first(long key) {
    return (int) (key >> 32) - 1;
  }

  private static int second(long key) {
    return (int) (key & 0xffffffffL) - 1;
  }

  private double lighter(long key) {
    double mass = bodies.get(second(key)).getMass().getMass();
    return first(key) < 0 ? mass : Math.min(mass, bodies.get(first(key)).getMass().getMass());
  }

  private void record() {
    float[] row = new float[bodies.size() * 7];
    for (int i = 0; i < bodies.size(); i++) {
      DVector3C p = bodies.get(i).getPosition();
      DQuaternionC q = bodies.get(i).getQuaternion();
      int o = i * 7;
      row[o] = (float) p.get0();
      row[o + 1] = (float) p.get1();
      row[o + 2] = (float) p.get2();
      for (int k = 0; k < 4; k++) {
        row[o + 3 + k] = (float) q.get(k);
      }
    }
    records.add(row);
  }

  /** Impacts in order of their end. */
  List<Impact> impacts() {
    return List.copyOf(impacts);
  }

  /** The recorded motion of a body. */
  Motion motion(int body) {
    int every = Math.max(1, (int) Math.round(RECORD_SECONDS / step));
    double spacing = every * step;
    int o = body * 7;
    return t -> {
      double at = Math.max(0, Math.min(records.size() - 1.001, t / spacing));
      int i = (int) at;
      double f = at - i;
      float[] a = records.get(i);
      float[] b = records.get(i + 1);
      DQuaternion q = new DQuaternion();
      double dot = 0;
      for (int k = 3; k < 7; k++) {
        dot += a[o + k] * b[o + k];
      }
      for (int k = 0; k < 4; k++) {
        q.set(k, a[o + 3 + k] * (1 - f) + (dot < 0 ? -f : f) * b[o + 3 + k]);
      }
      q.normalize();
      return Affine.pose(
          a[o] + f * (b[o] - a[o]),
          a[o + 1] + f * (b[o + 1] - a[o + 1]),
          a[o + 2] + f * (b[o + 2] - a[o + 2]),
          q.get0(),
          q.get1(),
          q.get2(),
          q.get3());
    };
  }
}
