package dev.foley.internal.model.dit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityReport;

/**
 * Compares what the transformer computes with the reference's activations. The reference puts heads
 * after tokens in its two-stream blocks, spreads the modulation over all latents before it is used,
 * and interleaves both streams to rotate them; here the same numbers are found where this
 * implementation has them.
 */
final class DitTrace implements Trace {
  private static final String ACTIVATION = "act.";

  private final Fixture fixture;
  private final ParityReport report;
  private final int latents;

  DitTrace(Fixture fixture, ParityReport report, int latents) {
    this.fixture = fixture;
    this.report = report;
    this.latents = latents;
  }

  @Override
  public void saw(String name, NDArray activation) {
    boolean twoStream = name.startsWith("triple_blocks.");
    NDArray own =
        twoStream && activation.getShape().dimension() == 4
            ? activation.transpose(0, 2, 1, 3)
            : activation;
    if (name.endsWith("modulation.linear") && own.getShape().get(1) != latents) {
      own = Layers.gatherTokens(own, NearestExact.rows((int) own.getShape().get(1), latents));
    }
    compare(name, own);
    if (name.endsWith("_mod.linear") || name.endsWith("modulation.linear")) {
      compare(name.substring(0, name.length() - ".linear".length()), own);
    }
    if (!twoStream && (name.endsWith(".q_norm") || name.endsWith(".k_norm"))) {
      // What comes out of the norm is what goes into the rotation.
      int cut = name.length() - "q_norm".length();
      compare(name.substring(0, cut) + "attn." + name.charAt(cut) + "_before_rope", own);
    }
    if (twoStream) {
      compareInterleaved(name, own);
    }
  }

  private void compare(String name, NDArray activation) {
    if (fixture.has(ACTIVATION + name)) {
      report.compareActivation(name, fixture.floats(ACTIVATION + name), activation.toFloatArray());
    }
  }

  /**
   * The interleaved queries before and after their rotation: audio at even places, and at odd ones
   * the visual token that is spread there.
   */
  private void compareInterleaved(String name, NDArray own) {
    String block = name.substring(0, name.indexOf('.', "triple_blocks.".length()) + 1);
    String before = ACTIVATION + block + "interleaved_q_before_rope";
    String after = ACTIVATION + block + "interleaved_q";
    if (name.endsWith(".audio_self_q_norm") && fixture.has(before)) {
      report.compareActivation(before, every(before, range(latents), 0), own.toFloatArray());
    } else if (name.endsWith(".v_cond_attn_q_norm") && fixture.has(before)) {
      int[] spread = NearestExact.rows((int) own.getShape().get(1), latents);
      Shape s = own.getShape();
      NDArray tokens = own.reshape(s.get(0), s.get(1), s.get(2) * s.get(3));
      report.compareActivation(
          before,
          every(before, range(latents), 1),
          Layers.gatherTokens(tokens, spread).toFloatArray());
    } else if (name.endsWith(".self_attn.q") && fixture.has(after)) {
      int visuals = (int) own.getShape().get(1) - latents;
      int[] back = NearestExact.rows(latents, visuals);
      report.compareActivation(
          after, every(after, back, 1), own.get(":, :" + visuals).toFloatArray());
      report.compareActivation(
          after, every(after, range(latents), 0), own.get(":, " + visuals + ":").toFloatArray());
    }
  }

  private static int[] range(int count) {
    return java.util.stream.IntStream.range(0, count).toArray();
  }

  /** The rows {@code 2 pair + offset} of a (B, 2N, H, D) activation. */
  private float[] every(String name, int[] pairs, int offset) {
    long[] shape = fixture.shape(name);
    float[] all = fixture.floats(name);
    int row = (int) (shape[2] * shape[3]);
    int batch = (int) shape[0];
    float[] picked = new float[batch * pairs.length * row];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < pairs.length; i++) {
        int from = (int) (b * shape[1] + 2L * pairs[i] + offset) * row;
        System.arraycopy(all, from, picked, (b * pairs.length + i) * row, row);
      }
    }
    return picked;
  }
}
