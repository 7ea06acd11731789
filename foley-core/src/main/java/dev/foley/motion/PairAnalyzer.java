package dev.foley.motion;

/** Fills the planes that lie between two pictures: "after" of the first, "before" of the second. */
final class PairAnalyzer {
  private static final int W = MotionFrame.WIDTH;
  private static final int H = MotionFrame.HEIGHT;
  private static final int N = W * H;

  private final OpticalFlow flow;
  private final FlowField forward;
  private final FlowField backward;
  private final TransitionDetector transitions = new TransitionDetector();
  private final int pictureWidth;

  PairAnalyzer(int width, int height) {
    pictureWidth = width;
    flow = new OpticalFlow(width, height);
    forward = flow.newField();
    backward = flow.newField();
  }

  Transition analyze(LumaPlanes a, LumaPlanes b, double dt, float[] planesA, float[] planesB) {
    CameraMotion camera = flow.compute(a, b, forward, backward);
    transitions.look(a, b, flow.matchCost());
    if (transitions.cut() || transitions.flash()) {
      return new Transition(CameraMotion.STILL, transitions.cut(), transitions.flash());
    }
    CameraMotion back = camera.inverse();
    float perSecond = (float) (1 / dt);
    velocity(forward, camera, perSecond, planesA, MotionFrame.VELOCITY_AFTER_X);
    velocity(backward, back, -perSecond, planesB, MotionFrame.VELOCITY_BEFORE_X);
    change(a.half, b.half, camera, perSecond, planesA, MotionFrame.LUMA_CHANGE_AFTER);
    change(b.half, a.half, back, perSecond, planesB, MotionFrame.LUMA_CHANGE_BEFORE);
    double scale = perSecond / pictureWidth;
    return new Transition(
        new CameraMotion(
            camera.x() * scale,
            camera.y() * scale,
            camera.zoom() * perSecond,
            camera.roll() * perSecond),
        false,
        false);
  }

  private void velocity(
      FlowField field, CameraMotion camera, float perSecond, float[] planes, int channel) {
    float scale = perSecond / pictureWidth;
    int ox = channel * N;
    int oy = ox + N;
    for (int y = 0; y < H; y++) {
      float py = 2 * y - (H - 1);
      for (int x = 0; x < W; x++) {
        float px = 2 * x - (W - 1);
        int i = y * W + x;
        planes[ox + i] = scale * (field.u[i] - (float) camera.u(px, py));
        planes[oy + i] = scale * (field.v[i] - (float) camera.v(px, py));
      }
    }
  }

  /** Absolute difference to where the camera moved each point; nothing where that is outside. */
  private static void change(
      int[] from, int[] to, CameraMotion camera, float perSecond, float[] planes, int channel) {
    float scale = perSecond / 1020f;
    boolean rest = camera.equals(CameraMotion.STILL);
    for (int y = 0; y < H; y++) {
      float py = 2 * y - (H - 1);
      for (int x = 0; x < W; x++) {
        int i = y * W + x;
        if (rest) {
          planes[channel * N + i] = scale * Math.abs(to[i] - from[i]);
          continue;
        }
        float px = 2 * x - (W - 1);
        float sx = x + 0.5f * (float) camera.u(px, py);
        float sy = y + 0.5f * (float) camera.v(px, py);
        if (sx < 0 || sx > W - 1 || sy < 0 || sy > H - 1) {
          continue;
        }
        int x0 = Math.min(W - 2, (int) sx);
        int y0 = Math.min(H - 2, (int) sy);
        float fx = sx - x0;
        float fy = sy - y0;
        int p = y0 * W + x0;
        float top = to[p] + fx * (to[p + 1] - to[p]);
        float bottom = to[p + W] + fx * (to[p + W + 1] - to[p + W]);
        planes[channel * N + i] = scale * Math.abs(top + fy * (bottom - top) - from[i]);
      }
    }
  }
}
