package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The continuous variant of the Descript audio codec (Kumar et al., 2023), a convolutional
 * variational autoencoder of 48 kHz sound. Weights come fused from {@link DacWeights}. Channels
 * first: (B, C, T).
 */
final class DacVae {
  private static final int[] DILATIONS = {1, 3, 9};

  /**
   * Sizes, as the checkpoint's own metadata gives them.
   *
   * @param decoderRates factors by which the decoder's blocks stretch time, in their order
   */
  record Config(
      int encoderDim,
      int[] encoderRates,
      int latentDim,
      int decoderDim,
      int[] decoderRates,
      int sampleRate) {

    /** Reads constructor arguments; absent ones take the published checkpoint's values. */
    static Config of(Map<?, ?> arguments) {
      return new Config(
          integer(arguments, "encoder_dim", 128),
          integers(arguments, "encoder_rates", 2, 3, 4, 5, 8),
          integer(arguments, "latent_dim", 128),
          integer(arguments, "decoder_dim", 2048),
          integers(arguments, "decoder_rates", 8, 5, 4, 3, 2),
          integer(arguments, "sample_rate", 48000));
    }

    /** Samples of one latent frame. */
    int hop() {
      int hop = 1;
      for (int rate : decoderRates) {
        hop *= rate;
      }
      return hop;
    }

    private static int integer(Map<?, ?> arguments, String name, int absent) {
      return arguments.get(name) instanceof Number number ? number.intValue() : absent;
    }

    private static int[] integers(Map<?, ?> arguments, String name, int... absent) {
      return arguments.get(name) instanceof List<?> list
          ? list.stream().mapToInt(item -> ((Number) item).intValue()).toArray()
          : absent;
    }
  }

  /** What the encoder knows about a sound: mean, log variance and standard deviation (B, C, N). */
  record Posterior(NDArray mean, NDArray logVariance, NDArray deviation) {}

  private final Config config;
  private final Tensors weights;
  private final Trace trace;

  DacVae(Config config, Tensors weights, Trace trace) {
    this.config = config;
    this.weights = weights;
    this.trace = trace;
  }

  Config config() {
    return config;
  }

  /**
   * Latents to sound.
   *
   * @param z (B, latentDim, N)
   * @return (B, 1, N * hop), -1 to 1
   */
  NDArray decode(NDArray z) {
    NDArray x = conv(z, "post_quant_conv", 1, 0, 1);
    trace.saw("post_quant_conv", x);
    x = step(x, "decoder.model.0", y -> conv(y, "decoder.model.0", 1, 3, 1));
    int[] rates = config.decoderRates;
    for (int i = 0; i < rates.length; i++) {
      String name = "decoder.model." + (i + 1);
      int rate = rates[i];
      x = step(x, name + ".block.0", y -> snake(y, name + ".block.0"));
      x = step(x, name + ".block.1", y -> stretch(y, name + ".block.1", rate));
      x = residuals(x, name, 2);
      trace.saw(name, x);
    }
    String snake = "decoder.model." + (rates.length + 1);
    String last = "decoder.model." + (rates.length + 2);
    x = step(x, snake, y -> snake(y, snake));
    x = step(x, last, y -> conv(y, last, 1, 3, 1));
    return step(x, "decoder.model." + (rates.length + 3), NDArray::tanh);
  }

  /**
   * Sound to latents.
   *
   * @param audio (B, 1, T), T a multiple of the hop; pad with zeros at the end
   */
  Posterior encode(NDArray audio) {
    NDArray x = conv(audio, "encoder.block.0", 1, 3, 1);
    trace.saw("encoder.block.0", x);
    int[] rates = config.encoderRates;
    for (int i = 0; i < rates.length; i++) {
      String name = "encoder.block." + (i + 1);
      int rate = rates[i];
      x = residuals(x, name, 0);
      x = step(x, name + ".block.3", y -> snake(y, name + ".block.3"));
      x = step(x, name, y -> conv(y, name + ".block.4", rate, (rate + 1) / 2, 1));
    }
    String snake = "encoder.block." + (rates.length + 1);
    String last = "encoder.block." + (rates.length + 2);
    x = step(x, snake, y -> snake(y, snake));
    x = step(x, last, y -> conv(y, last, 1, 1, 1));
    x = step(x, "quant_conv", y -> conv(y, "quant_conv", 1, 0, 1));
    NDList halves = x.split(2, 1);
    NDArray logVariance = halves.get(1).clip(-30, 20);
    return new Posterior(halves.get(0), logVariance, logVariance.mul(0.5).exp());
  }

  private NDArray residuals(NDArray x, String name, int first) {
    NDArray y = x;
    for (int i = 0; i < DILATIONS.length; i++) {
      String unit = name + ".block." + (first + i);
      int dilation = DILATIONS[i];
      y = step(y, unit, input -> residual(input, unit, dilation));
    }
    return y;
  }

  private NDArray residual(NDArray x, String name, int dilation) {
    NDArray y = Scope.run(x, in -> snake(in, name + ".block.0"));
    trace.saw(name + ".block.0", y);
    y = step(y, name + ".block.1", in -> conv(in, name + ".block.1", 1, 3 * dilation, dilation));
    y = step(y, name + ".block.2", in -> snake(in, name + ".block.2"));
    y = step(y, name + ".block.3", in -> conv(in, name + ".block.3", 1, 0, 1));
    return y.addi(x);
  }

  /** Runs a layer and frees its input and everything in between. */
  private NDArray step(NDArray x, String name, UnaryOperator<NDArray> layer) {
    NDArray y = Scope.run(x, layer);
    x.close();
    trace.saw(name, y);
    return y;
  }

  /** {@code x + sin(alpha x)^2 / alpha}, a periodic activation (Ziyin et al., 2020). */
  private NDArray snake(NDArray x, String name) {
    NDArray wave = x.mul(weights.get(name + ".alpha")).sin();
    wave.muli(wave).muli(weights.get(name + ".inverse_alpha"));
    return wave.addi(x);
  }

  private NDArray conv(NDArray x, String name, int stride, int padding, int dilation) {
    return Conv1d.conv1d(
            x,
            weights.get(name + ".weight"),
            weights.get(name + ".bias"),
            new Shape(stride),
            new Shape(padding),
            new Shape(dilation),
            1)
        .singletonOrThrow();
  }

  /**
   * Transposed convolution with kernel 2s and stride s, written as a convolution with two taps that
   * computes s samples at a time: each output sample sees two inputs.
   */
  NDArray stretch(NDArray x, String name, int rate) {
    NDArray y =
        Conv1d.conv1d(
                x, weights.get(name + ".weight"), null, new Shape(1), new Shape(1), new Shape(1), 1)
            .singletonOrThrow();
    Shape s = x.getShape();
    long out = y.getShape().get(1) / rate;
    int crop = (rate + 1) / 2;
    return y.reshape(s.get(0), out, rate, s.get(2) + 1)
        .transpose(0, 1, 3, 2)
        .reshape(s.get(0), out, (s.get(2) + 1) * rate)
        .get(":, :, " + crop + ":" + (crop + s.get(2) * rate))
        .add(weights.get(name + ".bias"));
  }
}
