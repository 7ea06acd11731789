package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.internal.model.embedded.EmbeddedModel;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A window whose beginning and whose end are known, with the model that ships: does what is free in
 * between lead from the one to the other?
 */
class LoopBridgeTest {
  private static final int KNOWN = 125;
  private static final int BRIDGE = 50;
  private static final int FOLLOWING = 75;
  private static final int EDGE = 6;
  private static final int STEPS = 4;
  private static final int SEEDS = 2;

  /** Far more than rounding: the comparison would be empty if one end were enough. */
  private static final double MISSED = 0.05;

  private final FoleyModel model = EmbeddedModel.open("cpu");
  private final int window = model.spec().windowLatents();

  @Test
  void theGapLeadsToWhatFollows() {
    try (model) {
      TextCondition rain = model.textConditioner().encode("heavy rain on a tin roof", "");
      TextCondition steps = model.textConditioner().encode("footsteps on wood", "");
      Latents none = new Latents(0, model.spec().latentChannels(), new float[0]);
      int join = KNOWN + BRIDGE;
      double missed = 0;
      double step = 0;
      double ordinary = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        // A loop that begins as one sound and ends as another.
        Latents beginning = sample(seed, window, texts(rain, rain), none, none);
        Latents end = sample(seed, window, texts(steps, steps), none, none);
        Latents known = end.slice(window - KNOWN, window);
        Latents following = beginning.slice(BRIDGE, BRIDGE + FOLLOWING);
        List<WeightedText> texts = texts(steps, rain);
        Latents both = sample(seed, window - KNOWN, texts, known, following);
        Latents oneEnd = sample(seed, window - KNOWN, texts, known, none);
        assertEquals(0, distance(both.slice(join + EDGE, window), tail(following)), 1e-6);
        missed += distance(oneEnd.slice(join + EDGE, window), tail(following)) / SEEDS;
        step += meanStep(both, join - EDGE, join + EDGE) / SEEDS;
        ordinary += meanStep(beginning, 1, window) / SEEDS;
      }
      String figures =
          String.format(
              Locale.ROOT,
              "known at one end only, the beginning is missed by %.3f; known at both, the mean step"
                  + " at the join is %.3f, elsewhere %.3f",
              missed,
              step,
              ordinary);
      System.out.println(figures);
      assertTrue(missed > MISSED, figures);
      assertTrue(step < 1.5 * ordinary, figures);
    }
  }

  /** The part of what follows that lies behind its soft edge. */
  private static Latents tail(Latents following) {
    return following.slice(EDGE, FOLLOWING);
  }

  /** One prompt up to the middle of the gap, another from there on. */
  private List<WeightedText> texts(TextCondition before, TextCondition behind) {
    float[] fall = new float[window];
    float[] rise = new float[window];
    for (int i = 0; i < window; i++) {
      rise[i] = i < KNOWN + BRIDGE / 2 ? 0 : 1;
      fall[i] = 1 - rise[i];
    }
    return List.of(new WeightedText(before, fall), new WeightedText(behind, rise));
  }

  private Latents sample(
      int seed, long noise, List<WeightedText> texts, Latents known, Latents following) {
    SynthesisTask task =
        new SynthesisTask(
            noise,
            model.visualEncoder().empty(),
            texts,
            new Sampling(STEPS, model.spec().guidance(), seed, model.spec().solver()),
            known,
            following,
            KNOWN + BRIDGE);
    return model.synthesizer().synthesize(task, (step, steps) -> true);
  }

  /** Mean root mean square difference of neighbours. */
  private static double meanStep(Latents latents, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += distance(latents.slice(i - 1, i), latents.slice(i, i + 1));
    }
    return sum / (to - from);
  }

  /** Root mean square difference of two stretches. */
  private static double distance(Latents a, Latents b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      double difference = a.values()[i] - b.values()[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / a.values().length);
  }
}
