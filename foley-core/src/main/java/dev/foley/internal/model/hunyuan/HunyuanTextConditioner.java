package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDManager;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.TextCondition;
import dev.foley.stage.TextConditioner;
import java.util.Arrays;

/**
 * Prompt and negative prompt through CLAP, padded to the same length as the published model does:
 * the features of the shorter one depend on the longer one's length.
 */
final class HunyuanTextConditioner implements TextConditioner {
  /** Longer texts are cut to this many tokens after encoding. */
  static final int TEXT_LENGTH = 77;

  private final NDManager manager;
  private final Clap.Config config;
  private final Tensors weights;
  private final BytePairTokenizer tokenizer;

  HunyuanTextConditioner(
      NDManager manager, Clap.Config config, Tensors weights, BytePairTokenizer tokenizer) {
    this.manager = manager;
    this.config = config;
    this.weights = weights;
    this.tokenizer = tokenizer;
  }

  @Override
  public TextCondition encode(String prompt, String negative) {
    try (Tensors lent = weights.open("");
        NDManager scope = manager.newSubManager()) {
      Clap clap = new Clap(config, lent, Trace.NONE);
      int[][] ids = clap.pad(tokenizer.encode(negative), tokenizer.encode(prompt));
      float[] hidden = clap.encode(scope, ids).toFloatArray();
      int rows = Math.min(TEXT_LENGTH, ids[0].length);
      int second = ids[0].length * config.hidden();
      return new TextCondition(
          map(rows, Arrays.copyOfRange(hidden, second, second + rows * config.hidden())),
          map(rows, Arrays.copyOf(hidden, rows * config.hidden())),
          Coverage.FULL);
    }
  }

  private FeatureMap map(int rows, float[] values) {
    return new FeatureMap(rows, config.hidden(), values);
  }
}
