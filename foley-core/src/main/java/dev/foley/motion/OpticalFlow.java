package dev.foley.motion;

/**
 * Dense optical flow between two small grey pictures, both ways, with the camera's part.
 *
 * <p>Exhaustive matching at half size ({@link CostVolume}, up to {@value #MAX_DISPLACEMENT} pixels
 * beyond the camera), agreement with neighbours ({@link LabelChooser}), then sub-pixel refinement
 * at full size ({@link FlowRefiner}). Changes of exposure are taken out first ({@link
 * BrightnessChange}). Nothing is allocated per call but a {@link CameraMotion}. Deterministic. Not
 * thread-safe: one instance per thread.
 */
public final class OpticalFlow {
  /** Largest displacement relative to the camera that can be found on each axis, pixels. */
  public static final int MAX_DISPLACEMENT = 2 * CostVolume.RADIUS;

  /** A whole displacement this near to the camera's motion (sum of both axes) is the camera's. */
  private static final float NEAR = 2f;

  /** A camera displacement that leaves more than this (sums of 2x2 pixels) may be a wrong one. */
  private static final int POOR = 20;

  /** A fast pan is believed if it leaves less than this share of what a slow one leaves. */
  private static final double CLEAR = 0.65;

  /** Disagreement of the ways there and back that still counts as agreement, pixels. */
  private static final float AGREE = 2f;

  private final int width;
  private final int height;
  private final CostVolume volume;
  private final LabelChooser chooser;
  private final FlowRefiner refiner;
  private final CameraEstimator camera;
  private final GlobalShift shift;
  private final LumaPlanes first;
  private final LumaPlanes second;
  private final BrightnessChange brightness = new BrightnessChange();
  private final int[] matched;
  private final float[] smooth;
  private final boolean[] forwardHold;
  private final boolean[] backwardHold;
  private final boolean[] forwardBelieved;
  private final boolean[] backwardBelieved;
  private double matchCost;

  /** For pictures of this size: both even, at least 32, at most 1024. */
  public OpticalFlow(int width, int height) {
    if (width < 32 || height < 32 || width > 1024 || height > 1024) {
      throw new IllegalArgumentException("picture size " + width + "x" + height);
    }
    if (width % 2 != 0 || height % 2 != 0) {
      throw new IllegalArgumentException("picture size must be even: " + width + "x" + height);
    }
    this.width = width;
    this.height = height;
    volume = new CostVolume(width / 2, height / 2);
    chooser = new LabelChooser(volume);
    refiner = new FlowRefiner(width, height);
    camera = new CameraEstimator(width / 2, height / 2);
    matched = new int[width / 2 * (height / 2)];
    smooth = new float[width * height];
    forwardHold = new boolean[matched.length];
    backwardHold = new boolean[matched.length];
    forwardBelieved = new boolean[matched.length];
    backwardBelieved = new boolean[matched.length];
    shift = new GlobalShift(width / 2, height / 2);
    first = new LumaPlanes(width, height);
    second = new LumaPlanes(width, height);
  }

  /** A field of the right size for {@link #compute}. */
  public FlowField newField() {
    return new FlowField(width / 2, height / 2);
  }

  /**
   * Flow between two pictures (one unsigned byte a pixel, row by row), camera included.
   *
   * @param forward gets the displacement of every point of {@code a} towards {@code b}
   * @param backward gets the displacement of every point of {@code b} towards {@code a}
   * @return the camera's part of {@code forward}
   */
  public CameraMotion compute(byte[] a, byte[] b, FlowField forward, FlowField backward) {
    if (a.length != width * height || b.length != width * height) {
      throw new IllegalArgumentException(
          "pictures of " + a.length + " and " + b.length + " bytes, not " + width * height);
    }
    first.copyFrom(a);
    first.prepare();
    second.copyFrom(b);
    second.prepare();
    return compute(first, second, forward, backward);
  }

  CameraMotion compute(LumaPlanes a, LumaPlanes b, FlowField forward, FlowField backward) {
    brightness.find(a.half, b.half);
    brightness.apply(b.half, matched);
    int common = match(a);
    double startX = 2 * volume.dx(common);
    double startY = 2 * volume.dy(common);
    int[] labels = chooser.choose(volume, common);
    matchCost = volume.meanCost(labels);
    toFlow(labels, forward);
    volume.fill(matched, a.half, -volume.centreX(), -volume.centreY());
    toFlow(chooser.choose(volume, CostVolume.LABELS - 1 - common), backward);
    findOccluded(forward, backward, forwardHold);
    findOccluded(backward, forward, backwardHold);
    brightness.apply(b.smooth, smooth);
    CameraMotion coarse = camera.fitCoarse(forward, a, startX, startY);
    // A camera at rest already has whole displacements of zero.
    float near = coarse.equals(CameraMotion.STILL) ? 0 : NEAR;
    ground(forward, coarse, forwardHold, near);
    ground(backward, coarse.inverse(), backwardHold, near);
    refiner.refine(a, a.smooth, smooth, forward, forwardHold, forwardBelieved);
    refiner.refine(b, smooth, a.smooth, backward, backwardHold, backwardBelieved);
    CameraMotion start =
        coarse.equals(CameraMotion.STILL) ? new CameraMotion(startX, startY, 0, 0) : coarse;
    CameraMotion fine = camera.fitFine(forward, start);
    settle(forward, fine, forwardHold, forwardBelieved);
    settle(backward, fine.inverse(), backwardHold, backwardBelieved);
    return fine;
  }

  /** Fills the volume from a to the matched second picture; the label of the camera. */
  private int match(LumaPlanes a) {
    volume.fill(a.half, matched, 0, 0);
    int common = camera.commonLabel(volume);
    int cost = CameraEstimator.sum(volume, common);
    if (cost < POOR * CostVolume.WEIGHT * matched.length / CostVolume.PHASES) {
      return common;
    }
    camera.remember(volume, common);
    shift.find(a.half, matched);
    if (Math.max(Math.abs(shift.dx()), Math.abs(shift.dy())) <= CostVolume.RADIUS) {
      return common;
    }
    volume.fill(a.half, matched, shift.dx(), shift.dy());
    int fast = camera.cheapestLabel(volume);
    if (CameraEstimator.sum(volume, fast) < CLEAR * cost && camera.widespread(volume, fast)) {
      return fast;
    }
    volume.fill(a.half, matched, 0, 0);
    return common;
  }

  /**
   * Marks what the other picture does not show: where the way there and the way back disagree, a
   * vector is a guess.
   */
  private void findOccluded(FlowField there, FlowField back, boolean[] occluded) {
    int w = there.width();
    int h = there.height();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        int tx = Math.max(0, Math.min(w - 1, x + Math.round(0.5f * there.u[i])));
        int ty = Math.max(0, Math.min(h - 1, y + Math.round(0.5f * there.v[i])));
        int j = ty * w + tx;
        float off = Math.max(Math.abs(there.u[i] + back.u[j]), Math.abs(there.v[i] + back.v[j]));
        occluded[i] = off > AGREE;
      }
    }
  }

  /** Puts what goes with the camera, or is only guessed, exactly on the camera's motion. */
  private static void ground(FlowField flow, CameraMotion motion, boolean[] guessed, float near) {
    int w = flow.width();
    for (int i = 0; i < flow.u.length; i++) {
      double px = 2 * (i % w) - (w - 1);
      double py = 2 * (i / w) - (flow.height() - 1);
      float u = (float) motion.u(px, py);
      float v = (float) motion.v(px, py);
      if (guessed[i] || Math.abs(flow.u[i] - u) + Math.abs(flow.v[i] - v) < near) {
        flow.u[i] = u;
        flow.v[i] = v;
      }
    }
  }

  /** The same after refinement, for vectors that refinement could not improve. */
  private static void settle(
      FlowField flow, CameraMotion motion, boolean[] guessed, boolean[] believed) {
    int w = flow.width();
    for (int i = 0; i < flow.u.length; i++) {
      if (believed[i]) {
        continue;
      }
      double px = 2 * (i % w) - (w - 1);
      double py = 2 * (i / w) - (flow.height() - 1);
      float u = (float) motion.u(px, py);
      float v = (float) motion.v(px, py);
      if (guessed[i] || Math.abs(flow.u[i] - u) + Math.abs(flow.v[i] - v) < NEAR) {
        flow.u[i] = u;
        flow.v[i] = v;
      }
    }
  }

  /** Mean difference left by the best whole displacements of the last pair, sums of 2x2 pixels. */
  double matchCost() {
    return matchCost;
  }

  private void toFlow(int[] labels, FlowField flow) {
    for (int i = 0; i < labels.length; i++) {
      flow.u[i] = 2 * volume.dx(labels[i]);
      flow.v[i] = 2 * volume.dy(labels[i]);
    }
  }
}
