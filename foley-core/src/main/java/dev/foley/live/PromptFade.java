package dev.foley.live;

import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import java.util.Arrays;
import java.util.List;

/** The prompt now, and for a moment after a change the one before. One thread. */
final class PromptFade {
  private final int length;
  private TextCondition before;
  private TextCondition now;
  private long start;

  /**
   * @param length of the cross-fade in latent frames
   */
  PromptFade(int length, TextCondition first) {
    this.length = length;
    this.now = first;
  }

  /** Whether the last change has not been heard to its end before {@code latent}. */
  boolean isFading(long latent) {
    return before != null && latent < start + length;
  }

  /** Changes the prompt from a latent frame on; not while a change is fading. */
  void change(TextCondition to, long from) {
    before = now;
    now = to;
    start = from;
  }

  /** Time starts anew, with the latest prompt. */
  void reset() {
    before = null;
  }

  /**
   * Prompts of a window.
   *
   * @param decided first latent frame of the window that is still open
   */
  List<WeightedText> over(long first, int count, long decided) {
    float[] rise = new float[count];
    if (!isFading(decided)) {
      before = null;
      Arrays.fill(rise, 1);
      return List.of(new WeightedText(now, rise));
    }
    float[] fall = new float[count];
    for (int i = 0; i < count; i++) {
      rise[i] = Math.max(0, Math.min(1, (first + i - start + 0.5f) / length));
      fall[i] = 1 - rise[i];
    }
    return List.of(new WeightedText(before, fall), new WeightedText(now, rise));
  }
}
