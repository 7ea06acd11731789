package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import java.util.function.BinaryOperator;

/**
 * Stateless layers. Letters in shapes: B batch, N tokens, C channels, H heads, D head size. Weights
 * are stored as PyTorch stores them: linear (out, in), convolution (out, in, kernel). They may be
 * narrower than what flows through the network.
 */
public final class Layers {
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

  /** Values in a convolution's weight up to which a matrix product is faster; measured. */
  private static final long SMALL_KERNEL = 1 << 18;

  private Layers() {}

  /**
   * Affine map over the last axis with {@code name.weight} and, if there is one, {@code name.bias}.
   */
  public static NDArray linear(NDArray x, Tensors weights, String name) {
    NDArray y = affine(x, weights.get(name + ".weight"), bias(weights, name));
    weights.saw(name, y);
    return y;
  }

  /**
   * A convolution whose kernel is as large as its stride, on unfolded patches: the kernel's axes
   * are flattened and the weight (out, ...) acts as a linear map.
   */
  public static NDArray flatLinear(NDArray patches, Tensors weights, String name) {
    NDArray weight = weights.get(name + ".weight");
    try (NDArray flat = weight.reshape(weight.getShape().get(0), -1)) {
      return affine(patches, flat, weights.get(name + ".bias"));
    }
  }

  /** Affine map with {@code name_weight} and {@code name_bias}, as packed attention stores them. */
  public static NDArray packedLinear(NDArray x, Tensors weights, String name) {
    return affine(x, weights.get(name + "_weight"), weights.get(name + "_bias"));
  }

  /** Convolution over tokens: (B, N, C) to (B, N, out), zero padding that keeps N; odd kernels. */
  public static NDArray tokenConv(NDArray x, Tensors weights, String name) {
    NDArray y = tokenConv(x, weights.get(name + ".weight"), bias(weights, name));
    weights.saw(name, y);
    return y;
  }

  private static NDArray tokenConv(NDArray x, NDArray weight, NDArray bias) {
    long kernel = weight.getShape().get(2);
    if (kernel == 1) {
      // A view belongs to the weight's manager; closing it here keeps views from piling up there.
      try (NDArray flat = weight.squeeze(2)) {
        return affine(x, flat, bias);
      }
    }
    if (prefersProduct(x, weight)) {
      return product(unfold(x, kernel), weight, bias);
    }
    return withUsable(
        weight,
        bias,
        (w, b) ->
            Conv1d.conv1d(
                    x.transpose(0, 2, 1).toType(w.getDataType(), false),
                    w,
                    b,
                    new Shape(1),
                    new Shape(kernel / 2),
                    new Shape(1),
                    1)
                .singletonOrThrow()
                .transpose(0, 2, 1)
                .toType(x.getDataType(), false));
  }

  /**
   * Whether unfolding the tokens and a matrix product beats the engine's convolution, which
   * rearranges tokens and weight at every call: so for small kernels, and for few tokens.
   */
  private static boolean prefersProduct(NDArray x, NDArray weight) {
    Shape kernel = weight.getShape();
    long rows = x.getShape().get(0) * x.getShape().get(1);
    return kernel.size() <= SMALL_KERNEL || rows * kernel.get(2) <= kernel.get(0);
  }

  private static NDArray product(NDArray unfolded, NDArray weight, NDArray bias) {
    try (NDArray flat = weight.reshape(weight.getShape().get(0), -1)) {
      return affine(unfolded, flat, bias);
    }
  }

  /** Each token with its neighbours, zeros beyond the ends: (B, N, C) to (B, N, C * kernel). */
  private static NDArray unfold(NDArray x, long kernel) {
    Shape s = x.getShape();
    long n = s.get(1);
    NDArray edge = x.getManager().zeros(new Shape(s.get(0), kernel / 2, s.get(2)), x.getDataType());
    NDArray padded = NDArrays.concat(new NDList(edge, x, edge), 1);
    NDList shifted = new NDList();
    for (long i = 0; i < kernel; i++) {
      shifted.add(padded.get(":, " + i + ":" + (i + n)));
    }
    return NDArrays.stack(shifted, 3).reshape(s.get(0), n, s.get(2) * kernel);
  }

  /**
   * A linear map in the weights' own precision, its result in that of {@code x}: with float16
   * weights only the matrix products are narrow, norms, attention and residual sums stay float32.
   */
  private static NDArray affine(NDArray x, NDArray weight, NDArray bias) {
    return withUsable(
        weight,
        bias,
        (w, b) ->
            Linear.linear(x.toType(w.getDataType(), false), w, b)
                .singletonOrThrow()
                .toType(x.getDataType(), false));
  }

  /**
   * CPUs without float16 arithmetic take minutes for a product of narrow weights; there they are
   * only held narrow, and widened for the moment of their use.
   */
  private static NDArray withUsable(
      NDArray weight, NDArray bias, BinaryOperator<NDArray> operation) {
    if (weight.getDataType() != DataType.FLOAT16 || weight.getDevice().isGpu()) {
      return operation.apply(weight, bias);
    }
    try (NDArray wideWeight = weight.toType(DataType.FLOAT32, true);
        NDArray wideBias = bias == null ? null : bias.toType(DataType.FLOAT32, true)) {
      return operation.apply(wideWeight, wideBias);
    }
  }

  /** Layer normalisation over the last axis without parameters, biased variance. */
  public static NDArray layerNorm(NDArray x, double epsilon) {
    Shape width = new Shape(x.getShape().get(x.getShape().dimension() - 1));
    NDArray one = x.getManager().ones(width);
    NDArray zero = x.getManager().zeros(width);
    return LayerNorm.layerNorm(x, width, one, zero, (float) epsilon).singletonOrThrow();
  }

  /** Layer normalisation over the last axis with {@code name.weight} and {@code name.bias}. */
  public static NDArray layerNorm(NDArray x, Tensors weights, String name, double epsilon) {
    NDArray gamma = weights.get(name + ".weight");
    NDArray beta = weights.get(name + ".bias");
    return LayerNorm.layerNorm(x, gamma.getShape(), gamma, beta, (float) epsilon)
        .singletonOrThrow();
  }

  /** Root-mean-square normalisation over the last axis (Zhang and Sennrich, 2019). */
  public static NDArray rmsNorm(NDArray x, NDArray gain, double epsilon) {
    int[] last = {x.getShape().dimension() - 1};
    return x.div(x.square().mean(last, true).add(epsilon).sqrt()).mul(gain);
  }

  /** {@code y * (1 + scale) + shift} (adaptive layer norm, Peebles and Xie, 2023). */
  public static NDArray modulate(NDArray y, NDArray shift, NDArray scale) {
    return y.mul(scale.add(1)).addi(shift);
  }

  /** {@code x * sigmoid(x)}. */
  public static NDArray silu(NDArray x) {
    return x.mul(Activation.sigmoid(x));
  }

  /**
   * The tanh form of GELU (Hendrycks and Gimpel, 2016), with {@code (1 + tanh u) / 2} written as
   * {@code sigmoid(2u)}.
   */
  public static NDArray geluTanh(NDArray x) {
    NDArray twice = scaled(x.square(), 2 * GELU_SCALE * 0.044715).addi(2 * GELU_SCALE);
    return x.mul(Activation.sigmoid(twice.muli(x)));
  }

  /** The exact (erf) form of GELU. */
  public static NDArray geluErf(NDArray x) {
    return Activation.gelu(x);
  }

  /** {@code fc2(gelu_tanh(fc1(x)))}. */
  public static NDArray mlp(NDArray x, Tensors weights, String name) {
    NDArray y = linear(geluTanh(linear(x, weights, name + ".fc1")), weights, name + ".fc2");
    weights.saw(name, y);
    return y;
  }

  /**
   * {@code w2(silu(w1 x) * w3 x)} with convolutions over tokens (a linear map if the kernel is 1).
   */
  public static NDArray convMlp(NDArray x, Tensors weights, String name) {
    NDArray y = tokenConv(gated(x, weights, name), weights, name + ".w2");
    weights.saw(name, y);
    return y;
  }

  /** Both convolutions read the same neighbours, which are unfolded once. */
  private static NDArray gated(NDArray x, Tensors weights, String name) {
    NDArray w1 = weights.get(name + ".w1.weight");
    NDArray w3 = weights.get(name + ".w3.weight");
    long kernel = w1.getShape().get(2);
    if (kernel == 1 || !prefersProduct(x, w1) || !w1.getShape().equals(w3.getShape())) {
      return silu(tokenConv(x, weights, name + ".w1")).mul(tokenConv(x, weights, name + ".w3"));
    }
    NDArray unfolded = unfold(x, kernel);
    NDArray gate = product(unfolded, w1, bias(weights, name + ".w1"));
    weights.saw(name + ".w1", gate);
    NDArray value = product(unfolded, w3, bias(weights, name + ".w3"));
    weights.saw(name + ".w3", value);
    return silu(gate).mul(value);
  }

  private static NDArray bias(Tensors weights, String name) {
    return weights.has(name + ".bias") ? weights.get(name + ".bias") : null;
  }

  /** The same with linear maps: SwiGLU (Shazeer, 2020). */
  public static NDArray swiGlu(NDArray x, Tensors weights, String name) {
    NDArray gate = silu(linear(x, weights, name + ".w1"));
    NDArray y = linear(gate.mul(linear(x, weights, name + ".w3")), weights, name + ".w2");
    weights.saw(name, y);
    return y;
  }

  /** (B, N, H*D) to (B, H, N, D). */
  public static NDArray splitHeads(NDArray x, int heads) {
    Shape s = x.getShape();
    return x.reshape(s.get(0), s.get(1), heads, s.get(2) / heads).transpose(0, 2, 1, 3);
  }

  /** (B, H, N, D) to (B, N, H*D). */
  public static NDArray mergeHeads(NDArray x) {
    Shape s = x.getShape();
    return x.transpose(0, 2, 1, 3).reshape(s.get(0), s.get(2), s.get(1) * s.get(3));
  }

  /**
   * Softmax attention of (B, H, N, D) queries over (B, H, M, D) keys and values, scale 1/sqrt(D).
   */
  public static NDArray attention(NDArray q, NDArray k, NDArray v) {
    return attention(q, k, v, null);
  }

  /**
   * The same with a number added to every score before the softmax.
   *
   * @param bias broadcastable to (B, H, N, M), for example large negative numbers at padded keys;
   *     may be null
   */
  public static NDArray attention(NDArray q, NDArray k, NDArray v, NDArray bias) {
    double scale = 1 / Math.sqrt(q.getShape().get(3));
    NDArray scores = scaled(q, scale).matMul(k.transpose(0, 1, 3, 2));
    if (bias != null) {
      scores = scores.add(bias);
    }
    return scores.softmax(-1).matMul(v);
  }

  /** Picks rows along axis 1 of (B, N, C): {@code out[b, i] = x[b, rows[i]]}. */
  public static NDArray gatherTokens(NDArray x, int[] rows) {
    NDArray index = x.getManager().create(rows).toType(DataType.INT64, false);
    return x.get(new NDIndex(":, {}", index));
  }

  /**
   * {@code x * factor}. The engine's own product with a number frees the number's memory at once,
   * although a backward pass still reads it; here it is memory of the engine's own, which the
   * gradient graph keeps alive.
   */
  public static NDArray scaled(NDArray x, double factor) {
    try (NDArray number = x.getManager().create((float) factor)) {
      return x.mul(number.duplicate().toType(x.getDataType(), false));
    }
  }
}
