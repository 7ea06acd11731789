package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Rotary position embedding (Su et al., 2021) over adjacent pairs: the pair (2i, 2i+1) of a head
 * turns by {@code position / 10000^(2i/D)}. Angles are computed in float32, as the published models
 * do.
 */
public final class Rotary {
  private final NDArray cos;
  private final NDArray sin;

  private Rotary(NDArray cos, NDArray sin) {
    this.cos = cos;
    this.sin = sin;
  }

  /** Tables for the given positions, owned by {@code manager}. */
  public static Rotary at(NDManager manager, int[] positions, int headSize) {
    int pairs = headSize / 2;
    float[] cos = new float[positions.length * pairs];
    float[] sin = new float[positions.length * pairs];
    for (int i = 0; i < pairs; i++) {
      float frequency = 1f / (float) Math.pow(10000, (float) (2 * i) / (float) headSize);
      for (int p = 0; p < positions.length; p++) {
        float angle = positions[p] * frequency;
        cos[p * pairs + i] = (float) Math.cos(angle);
        sin[p * pairs + i] = (float) Math.sin(angle);
      }
    }
    Shape shape = new Shape(positions.length, pairs, 1);
    return new Rotary(manager.create(cos, shape), manager.create(sin, shape));
  }

  /** Tables for positions 0, 1, ... {@code count - 1}. */
  public static Rotary upTo(NDManager manager, int count, int headSize) {
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = i;
    }
    return at(manager, positions, headSize);
  }

  /** Turns (B, H, N, D), where N is the number of positions. */
  public NDArray rotate(NDArray x) {
    Shape s = x.getShape();
    NDList pair = x.reshape(s.get(0), s.get(1), s.get(2), s.get(3) / 2, 2).split(2, 4);
    NDArray even = pair.get(0);
    NDArray odd = pair.get(1);
    NDArray turnedEven = even.mul(cos).sub(odd.mul(sin));
    NDArray turnedOdd = odd.mul(cos).add(even.mul(sin));
    return NDArrays.concat(new NDList(turnedEven, turnedOdd), 4).reshape(s);
  }
}
