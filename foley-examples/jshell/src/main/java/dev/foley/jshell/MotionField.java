package dev.foley.jshell;

import dev.foley.motion.FlowField;
import dev.foley.motion.OpticalFlow;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Optical flow of a video: for each frame but the first, how every point moved since the frame
 * before, the camera's motion included.
 *
 * @param seconds time of each of these frames
 * @param u speed to the right, picture widths a second, {@code [frame][y][x]}
 * @param v speed downwards, picture <em>widths</em> a second, likewise
 */
public record MotionField(double[] seconds, float[][][] u, float[][][] v) {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 72;

  static MotionField of(Path video) {
    List<FrameSpec> grey = List.of(new FrameSpec(WIDTH, HEIGHT, PixelFormat.GRAY8));
    OpticalFlow flow = new OpticalFlow(WIDTH, HEIGHT);
    FlowField forward = flow.newField();
    FlowField backward = flow.newField();
    List<Double> seconds = new ArrayList<>();
    List<float[][]> u = new ArrayList<>();
    List<float[][]> v = new ArrayList<>();
    try (FrameSource source = VideoDecoders.open(VideoDecoders.AUTO, video, grey)) {
      VideoFrame before = source.next();
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        flow.compute(
            before.pictures().get(0).data(), frame.pictures().get(0).data(), forward, backward);
        double elapsed = frame.time().minus(before.time()).seconds();
        float scale = (float) (1 / (WIDTH * elapsed));
        float[][] right = new float[forward.height()][forward.width()];
        float[][] down = new float[forward.height()][forward.width()];
        for (int y = 0; y < right.length; y++) {
          for (int x = 0; x < right[y].length; x++) {
            right[y][x] = scale * forward.u(x, y);
            down[y][x] = scale * forward.v(x, y);
          }
        }
        seconds.add(frame.time().seconds());
        u.add(right);
        v.add(down);
        before = frame;
      }
    }
    return new MotionField(
        seconds.stream().mapToDouble(Double::doubleValue).toArray(),
        u.toArray(float[][][]::new),
        v.toArray(float[][][]::new));
  }

  /** Mean speed of each frame, picture widths a second. */
  public double[] speed() {
    double[] speed = new double[seconds.length];
    for (int t = 0; t < speed.length; t++) {
      double sum = 0;
      for (int y = 0; y < u[t].length; y++) {
        for (int x = 0; x < u[t][y].length; x++) {
          sum += Math.hypot(u[t][y][x], v[t][y][x]);
        }
      }
      speed[t] = sum / (u[t].length * u[t][0].length);
    }
    return speed;
  }

  @Override
  public String toString() {
    return "MotionField[" + seconds.length + " frames of " + WIDTH / 2 + "x" + HEIGHT / 2 + "]";
  }
}
