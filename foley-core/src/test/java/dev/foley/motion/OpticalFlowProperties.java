package dev.foley.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.motion.SyntheticScene.Disc;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class OpticalFlowProperties {
  private static final int W = SyntheticScene.W;
  private static final int H = SyntheticScene.H;

  private final OpticalFlow flow = new OpticalFlow(W, H);
  private final FlowField forward = flow.newField();
  private final FlowField backward = flow.newField();

  @Property(tries = 20)
  void nothingMovesBetweenEqualPictures(
      @ForAll @IntRange(max = 1000) int texture, @ForAll @DoubleRange(max = 100) double contrast) {
    SyntheticScene scene = new SyntheticScene();
    scene.groundTexture = texture;
    scene.groundContrast = contrast;
    scene.noise = 3;
    byte[] picture = scene.render();
    assertEquals(CameraMotion.STILL, flow.compute(picture, picture, forward, backward));
    for (int i = 0; i < forward.u.length; i++) {
      assertEquals(0f, Math.abs(forward.u[i]) + Math.abs(forward.v[i]));
      assertEquals(0f, Math.abs(backward.u[i]) + Math.abs(backward.v[i]));
    }
  }

  @Property(tries = 20)
  void timeReversedSwapsTheDirections(@ForAll @IntRange(max = 1000) int texture) {
    byte[][] pair = pair(texture);
    flow.compute(pair[0], pair[1], forward, backward);
    FlowField there = flow.newField();
    FlowField back = flow.newField();
    flow.compute(pair[1], pair[0], there, back);
    assertClose(forward, back);
    assertClose(backward, there);
  }

  @Property(tries = 20)
  void mirroredPicturesGiveMirroredFlow(@ForAll @IntRange(max = 1000) int texture) {
    byte[][] pair = pair(texture);
    flow.compute(pair[0], pair[1], forward, backward);
    FlowField there = flow.newField();
    FlowField back = flow.newField();
    flow.compute(mirror(pair[0]), mirror(pair[1]), there, back);
    FlowField expected = flow.newField();
    for (int y = 0; y < H / 2; y++) {
      for (int x = 0; x < W / 2; x++) {
        expected.u[y * W / 2 + x] = -forward.u(W / 2 - 1 - x, y);
        expected.v[y * W / 2 + x] = forward.v(W / 2 - 1 - x, y);
      }
    }
    assertClose(expected, there);
  }

  @Property(tries = 20)
  void aBrighterSecondPictureMovesNothing(
      @ForAll @IntRange(max = 1000) int texture,
      @ForAll @DoubleRange(min = 5, max = 30) double by) {
    SyntheticScene scene = new SyntheticScene();
    scene.groundTexture = texture;
    byte[] a = scene.render();
    scene.offset = by;
    flow.compute(a, scene.render(), forward, backward);
    double sum = 0;
    for (int i = 0; i < forward.u.length; i++) {
      sum += Math.abs(forward.u[i]) + Math.abs(forward.v[i]);
    }
    // Rounding to whole levels leaves a trace at places with little texture.
    assertEquals(0, sum / forward.u.length, 0.05);
  }

  private static byte[][] pair(int texture) {
    SyntheticScene a = new SyntheticScene();
    a.groundTexture = texture;
    a.noise = 2;
    SyntheticScene b = new SyntheticScene();
    b.groundTexture = texture;
    b.noise = 2;
    b.noiseSeed = 2;
    Disc disc = new Disc(40 + texture % 40, 30, 7, 210, 30, 5);
    a.discs.add(disc);
    b.discs.add(disc.moved(texture % 15 - 7, texture % 9 - 4));
    return new byte[][] {a.render(), b.render()};
  }

  private static byte[] mirror(byte[] picture) {
    byte[] out = new byte[picture.length];
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        out[y * W + x] = picture[y * W + W - 1 - x];
      }
    }
    return out;
  }

  /**
   * The camera is fitted to every second vector of one direction, so it differs by a hundredth of a
   * pixel, and with it which vectors at the limit settle on it: single vectors differ by a pixel or
   * so. A mean of a tenth of a pixel is far below what a wrong sign or a shifted index would give.
   */
  private static void assertClose(FlowField a, FlowField b) {
    double sum = 0;
    for (int i = 0; i < a.u.length; i++) {
      sum += Math.abs(a.u[i] - b.u[i]) + Math.abs(a.v[i] - b.v[i]);
    }
    assertEquals(0, sum / a.u.length, 0.1);
  }
}
