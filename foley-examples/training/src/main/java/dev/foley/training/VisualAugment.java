package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.embedded.VisualInput;
import dev.foley.internal.model.embedded.VisualNet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes of the network's input whose effect on the truth is known: left and right, speed of the
 * film, exposure, grain.
 */
final class VisualAugment {
  private static final int LUMA = VisualNet.LUMA_PLANES;
  private static final int MOTION = VisualNet.PLANES - LUMA;

  /** Scalars that hold velocities in compressed form. */
  private static final int[] VELOCITIES = {3, 4, 5, 6, 9};

  private static final float GRAIN = 0.02f;

  /** In places. */
  private static final int MOST_MOVED = 5;

  private VisualAugment() {}

  /**
   * Network input of a batch.
   *
   * @param planes (B, T, PLANES, ROWS, COLUMNS)
   * @param scalars (B, T, SCALARS)
   */
  record Input(NDArray planes, NDArray scalars) {}

  /** Turns stored crops into input; the second half of the batch is seen in a mirror. */
  static Input apply(NDManager scope, ClipShelf.Crops crops, int tokens, SplittableRandom random) {
    int b = crops.cuts().size();
    int kept = b - b / 2;
    // What only moves values about is done while they are bytes.
    NDList halves = crops.planes().split(new long[] {kept}, 0);
    NDArray bytes = NDArrays.concat(new NDList(halves.get(0), VisualNet.mirror(halves.get(1))), 0);
    NDArray planes = moved(bytes, random).toType(DataType.FLOAT32, false).muli(VisualInput.STEP);
    NDList kinds = planes.split(new long[] {LUMA}, 2);
    NDArray luma = light(scope, kinds.get(0), b, random);
    NDArray motion = faster(scope, kinds.get(1), crops.cuts(), kept);
    planes = NDArrays.concat(new NDList(luma, motion), 2);
    planes = planes.addi(scope.randomNormal(planes.getShape()).muli(GRAIN));
    return new Input(planes, scalars(scope, crops.cuts(), kept, tokens));
  }

  /** The whole batch somewhere else in the picture; what comes in is gray and at rest. */
  private static NDArray moved(NDArray planes, SplittableRandom random) {
    NDArray down = moved(planes, 3, random.nextInt(-MOST_MOVED, MOST_MOVED + 1));
    return moved(down, 4, random.nextInt(-MOST_MOVED, MOST_MOVED + 1));
  }

  private static NDArray moved(NDArray planes, int axis, int by) {
    if (by == 0) {
      return planes;
    }
    long size = planes.getShape().get(axis);
    NDList parts = planes.split(new long[] {by > 0 ? size - by : -by}, axis);
    NDArray border = parts.get(by > 0 ? 1 : 0).zerosLike();
    return NDArrays.concat(
        by > 0 ? new NDList(border, parts.get(0)) : new NDList(parts.get(1), border), axis);
  }

  /** Another exposure and contrast for each crop; sometimes inverted. */
  private static NDArray light(NDManager scope, NDArray luma, int b, SplittableRandom random) {
    float[] contrast = new float[b];
    float[] offset = new float[b];
    for (int i = 0; i < b; i++) {
      contrast[i] = (float) (0.6 + 0.8 * random.nextDouble());
      offset[i] = (float) (0.2 * (random.nextDouble() - 0.5));
      if (random.nextDouble() < 0.25) {
        contrast[i] = -contrast[i];
      }
    }
    Shape each = new Shape(b, 1, 1, 1, 1);
    return luma.mul(scope.create(contrast, each)).addi(scope.create(offset, each)).clip(-0.5, 0.5);
  }

  /** Scales what is per second by the film's speed, and turns horizontal velocities round. */
  private static NDArray faster(
      NDManager scope, NDArray motion, List<ClipShelf.Cut> cuts, int kept) {
    int b = cuts.size();
    float[] speed = new float[b];
    float[] sign = new float[b * MOTION];
    for (int i = 0; i < b; i++) {
      speed[i] = (float) cuts.get(i).speed();
      for (int p = 0; p < MOTION; p++) {
        sign[i * MOTION + p] = i >= kept && VisualInput.isSideways(LUMA + p) ? -1 : 1;
      }
    }
    // The planes hold range * log(1 + 10 |v|) with the sign of v.
    NDArray magnitude =
        motion
            .abs()
            .divi(VisualInput.RANGE)
            .exp()
            .subi(1)
            .muli(scope.create(speed, new Shape(b, 1, 1, 1, 1)));
    magnitude = magnitude.addi(1).log().muli(VisualInput.RANGE).clip(0, VisualInput.LIMIT);
    return magnitude.muli(motion.sign()).muli(scope.create(sign, new Shape(b, 1, MOTION, 1, 1)));
  }

  private static NDArray scalars(NDManager scope, List<ClipShelf.Cut> cuts, int kept, int tokens) {
    int n = VisualNet.SCALARS;
    float[] all = new float[cuts.size() * tokens * n];
    for (int c = 0; c < cuts.size(); c++) {
      ClipShelf.Cut cut = cuts.get(c);
      for (int i = 0; i < tokens; i++) {
        int source = cut.source(i);
        int at = (c * tokens + i) * n;
        System.arraycopy(cut.clip().scalars(), source * n, all, at, n);
        double shift = source - (cut.from() + i * cut.speed());
        all[at] = (float) Math.max(-2, Math.min(2, (all[at] + shift) / cut.speed()));
        all[at + 1] /= (float) cut.speed();
        all[at + 2] /= (float) cut.speed();
        for (int v : VELOCITIES) {
          all[at + v] = VisualInput.rescaled(all[at + v], cut.speed());
        }
        for (int k = 0; c >= kept && k < n; k++) {
          all[at + k] *= VisualInput.isSidewaysScalar(k) ? -1 : 1;
        }
      }
    }
    return scope.create(all, new Shape(cuts.size(), tokens, n));
  }
}
