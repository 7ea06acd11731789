package dev.foley.internal.job;

import dev.foley.stage.FeatureMap;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A fingerprint of what a model computes: SHA-256 of its answer to a fixed small question, one
 * solver step over a window of silence. It holds for any model, costs one step, and notices not
 * only other weights but also other arithmetic (another device, another number of threads), which
 * would spoil a byte-identical continuation just as well.
 */
public final class ModelProbe {
  private static final String PROMPT = "footsteps on a wooden floor";

  private ModelProbe() {}

  /** The fingerprint, in hexadecimal. */
  public static String fingerprint(FoleyModel model) {
    MessageDigest digest = Digests.sha256();
    VisualFeatures visual = model.visualEncoder().empty();
    TextCondition text = model.textConditioner().encode(PROMPT, "");
    float[] weight = new float[model.spec().windowLatents()];
    Arrays.fill(weight, 1);
    Latents latents =
        model
            .synthesizer()
            .synthesize(
                new SynthesisTask(
                    0,
                    visual,
                    List.of(new WeightedText(text, weight)),
                    new Sampling(1, 1, 0),
                    new Latents(0, model.spec().latentChannels(), new float[0])),
                (step, steps) -> true);
    for (FeatureMap map : List.of(visual.visual(), visual.sync(), text.prompt(), text.negative())) {
      update(digest, map.values());
    }
    update(digest, latents.values());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(FloatBuffer.wrap(values));
    digest.update(bytes);
  }
}
