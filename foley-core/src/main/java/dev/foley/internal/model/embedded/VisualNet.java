package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.Dropout;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The visual network: convolutions over each picture's luma and velocity planes and over time at
 * each place in turn, then over time alone. Local until late, because a small contact is lost in
 * global statistics. Letters in shapes: T frames at 25 a second, C channels, P places in the
 * picture.
 */
public final class VisualNet {
  /** Width of a visual token. */
  public static final int WIDTH = 64;

  public static final int ROWS = 36;
  public static final int COLUMNS = 64;

  /** Pixels of the picture along each side of a place. */
  public static final int CELL = 3;

  /** Planes of luma, one for each pixel of a place. */
  public static final int LUMA_PLANES = CELL * CELL;

  /** Planes that enter, of {@link #ROWS} x {@link #COLUMNS}: luma, then motion. */
  public static final int PLANES = LUMA_PLANES + 6;

  /** Numbers about the whole frame that enter beside the planes. */
  public static final int SCALARS = 10;

  /** Frames to each side that a token depends on. */
  public static final int REACH = 10;

  /** Numbers a head gives for each half frame: contact, strength, friction. */
  private static final int HEAD = 3;

  /**
   * Things at different depths seem to stop and start when the camera turns, so contacts under a
   * moving camera need twice the evidence: a sound out of nothing is worse than a missing one.
   */
  private static final float CAMERA_ODDS = 2;

  private static final int PLACES = ROWS / 4 * (COLUMNS / 4);

  /** Channels at half, and at a quarter of the resolution. */
  private static final int FINE = 48;

  private static final int MIDDLE = 96;
  private static final int LOCAL = 128;

  /** Channels once the places are pooled. */
  private static final int TRACK = 160;

  private final Tensors weights;

  /** Uses the tensors named {@code visual.*}. */
  public VisualNet(Tensors weights) {
    this.weights = weights.open("visual.");
  }

  /** Names and shapes of the weights. */
  public static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    conv(shapes, "visual.space1", FINE, PLANES + 2L * LUMA_PLANES, 3, 3);
    conv(shapes, "visual.time1", FINE, FINE, 3, 1);
    conv(shapes, "visual.space2", MIDDLE, FINE, 3, 3);
    conv(shapes, "visual.time2", MIDDLE, MIDDLE, 3, 1);
    conv(shapes, "visual.space3", LOCAL, MIDDLE, 3, 3);
    conv(shapes, "visual.time3", LOCAL, LOCAL, 3, 1);
    linear(shapes, "visual.pool", TRACK, 2L * LOCAL + SCALARS);
    conv1(shapes, "visual.track1", TRACK, TRACK, 5);
    conv1(shapes, "visual.track2", TRACK, TRACK, 5);
    conv1(shapes, "visual.track3", WIDTH, TRACK, 5);
    linear(shapes, "visual.head", 2L * HEAD, WIDTH);
    return shapes;
  }

  private static void conv(
      Map<String, long[]> shapes, String name, long out, long in, long high, long wide) {
    shapes.put(name + ".weight", new long[] {out, in, high, wide});
    shapes.put(name + ".bias", new long[] {out});
  }

  private static void conv1(
      Map<String, long[]> shapes, String name, long out, long in, long kernel) {
    shapes.put(name + ".weight", new long[] {out, in, kernel});
    shapes.put(name + ".bias", new long[] {out});
  }

  private static void linear(Map<String, long[]> shapes, String name, long out, long in) {
    shapes.put(name + ".weight", new long[] {out, in});
    shapes.put(name + ".bias", new long[] {out});
  }

  /**
   * What the head says to clips that are shown in a mirror.
   *
   * @return head logits as of {@link #forward(NDArray, NDArray)}
   */
  public NDArray inMirror(NDArray planes, NDArray scalars) {
    return Scope.run(
            new NDList(planes, scalars),
            in -> new NDList(forward(mirrored(in.get(0)), sideways(in.get(1))).get(1)))
        .get(0);
  }

  /**
   * Clips of (B, T, PLANES, ROWS, COLUMNS) with left and right exchanged; horizontal velocities
   * keep their signs.
   */
  public static NDArray mirror(NDArray planes) {
    long[] exchanged = IntStream.range(0, PLANES).mapToLong(VisualInput::mirrored).toArray();
    return planes.flip(4).get(new NDIndex(":, :, {}", planes.getManager().create(exchanged)));
  }

  private static NDArray mirrored(NDArray planes) {
    NDArray signs = signs(planes.getManager(), PLANES, VisualInput::isSideways);
    return mirror(planes).muli(signs.reshape(PLANES, 1, 1));
  }

  private static NDArray sideways(NDArray scalars) {
    return scalars.mul(signs(scalars.getManager(), SCALARS, VisualInput::isSidewaysScalar));
  }

  private static NDArray signs(NDManager manager, int count, IntPredicate turned) {
    float[] signs = new float[count];
    for (int i = 0; i < count; i++) {
      signs[i] = turned.test(i) ? -1 : 1;
    }
    return manager.create(signs);
  }

  /**
   * Runs the network over clips.
   *
   * @param planes (B, T, PLANES, ROWS, COLUMNS)
   * @param scalars (B, T, SCALARS)
   * @return tokens (B, T, WIDTH) and head logits (B, 2T, 3): contact, strength, friction for each
   *     half frame
   */
  public NDList forward(NDArray planes, NDArray scalars) {
    return forward(planes, scalars, 0);
  }

  /**
   * The same for training.
   *
   * @param dropout share of the pooled values that are set to zero, 0 to 1
   */
  public NDList forward(NDArray planes, NDArray scalars, float dropout) {
    long b = planes.getShape().get(0);
    long t = planes.getShape().get(1);
    NDArray x = withNeighbours(planes, b, t);
    x = next(x, in -> relu(conv(in, "space1", new Shape(2, 2), new Shape(1, 1))));
    x = next(x, in -> in.add(relu(overTime(in, "time1", b, t))));
    x = next(x, in -> relu(conv(in, "space2", new Shape(2, 2), new Shape(1, 1))));
    x = next(x, in -> in.add(relu(overTime(in, "time2", b, t))));
    x = next(x, in -> relu(conv(in, "space3", new Shape(1, 1), new Shape(1, 1))));
    x = next(x, in -> in.add(relu(overTime(in, "time3", b, t))));
    NDArray places = x.reshape(b, t, LOCAL, PLACES);
    NDArray pooled =
        NDArrays.concat(
            new NDList(places.max(new int[] {3}), places.mean(new int[] {3}), scalars), 2);
    if (dropout > 0) {
      pooled = Dropout.dropout(pooled, dropout, true).singletonOrThrow();
    }
    NDArray y = relu(Layers.linear(pooled, weights, "pool"));
    y = y.add(relu(Layers.tokenConv(y, weights, "track1")));
    y = y.add(relu(Layers.tokenConv(y, weights, "track2")));
    NDArray tokens = relu(Layers.tokenConv(y, weights, "track3"));
    NDArray head = Layers.linear(tokens, weights, "head").reshape(b, 2 * t, HEAD);
    return new NDList(tokens, head);
  }

  /**
   * Head logits to probabilities, three for each half frame of the first clip. While the camera
   * moves, the odds of a contact are those of the head divided by {@value #CAMERA_ODDS}.
   *
   * @param scalars those that entered, mirrored or not
   */
  public static float[] probabilities(NDArray head, NDArray scalars) {
    float[] p = ai.djl.nn.Activation.sigmoid(head).get(0).toFloatArray();
    float[] numbers = scalars.get(0).toFloatArray();
    for (int i = 0; i < p.length; i += HEAD) {
      float odds =
          1 + (CAMERA_ODDS - 1) * VisualInput.cameraMoves(numbers, i / (2 * HEAD) * SCALARS);
      p[i] /= odds - p[i] * (odds - 1);
    }
    return p;
  }

  /** Applies a layer and frees what it was given: these are tens of megabytes each. */
  private static NDArray next(NDArray x, UnaryOperator<NDArray> layer) {
    NDArray y = Scope.run(x, layer);
    x.close();
    return y;
  }

  /** The planes of each frame, and the luma of the frames before and after it. */
  private static NDArray withNeighbours(NDArray planes, long b, long t) {
    return Scope.run(planes, in -> joinNeighbours(in, b, t));
  }

  private static NDArray joinNeighbours(NDArray planes, long b, long t) {
    NDArray luma = planes.get(":, :, 0:" + LUMA_PLANES);
    NDArray padded = NDArrays.concat(new NDList(luma.get(":, 0:1"), luma, luma.get(":, -1:")), 1);
    NDArray before = padded.get(":, 0:" + t);
    NDArray after = padded.get(":, 2:" + (t + 2));
    return NDArrays.concat(new NDList(planes, before, after), 2)
        .reshape(b * t, PLANES + 2L * LUMA_PLANES, ROWS, COLUMNS);
  }

  private NDArray conv(NDArray x, String name, Shape stride, Shape padding) {
    return Conv2d.conv2d(
            x,
            weights.get(name + ".weight"),
            weights.get(name + ".bias"),
            stride,
            padding,
            new Shape(1, 1),
            1)
        .singletonOrThrow();
  }

  /** Convolution over time at every place: (B*T, C, r, c) seen as (B, C, T, P) and back. */
  private NDArray overTime(NDArray x, String name, long b, long t) {
    Shape s = x.getShape();
    NDArray series = x.reshape(b, t, s.get(1), s.get(2) * s.get(3)).transpose(0, 2, 1, 3);
    NDArray y = conv(series, name, new Shape(1, 1), new Shape(1, 0));
    return y.transpose(0, 2, 1, 3).reshape(s);
  }

  private static NDArray relu(NDArray x) {
    return ai.djl.nn.Activation.relu(x);
  }
}
