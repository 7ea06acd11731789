package dev.foley.stage;

import java.util.List;
import java.util.Objects;

/**
 * One window to synthesise.
 *
 * @param firstLatent absolute index of the window's first latent frame in the whole sound; noise
 *     depends on it, so a latent frame gets the same noise however the sound is cut into windows
 * @param visual features of this window
 * @param texts prompts that apply, each with its weight over the window; at least one
 * @param sampling how to sample
 * @param known latents already decided at the start of the window (from the window before); may be
 *     empty but not longer than the window
 * @param following latents already decided further on, which the free ones in between have to lead
 *     to (the beginning of a loop, seen from its end); may be empty
 * @param followingFrom where in the window they begin, not before the end of {@code known}
 */
public record SynthesisTask(
    long firstLatent,
    VisualFeatures visual,
    List<WeightedText> texts,
    Sampling sampling,
    Latents known,
    Latents following,
    int followingFrom) {

  public SynthesisTask {
    Objects.requireNonNull(visual, "visual");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(following, "following");
    if (followingFrom < known.count()) {
      throw new IllegalArgumentException(
          "what follows begins at latent "
              + followingFrom
              + ", before the end of the "
              + known.count()
              + " that are known");
    }
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a synthesis task needs at least one text");
    }
  }

  /** A window that nothing decided follows. */
  public SynthesisTask(
      long firstLatent,
      VisualFeatures visual,
      List<WeightedText> texts,
      Sampling sampling,
      Latents known) {
    this(
        firstLatent,
        visual,
        texts,
        sampling,
        known,
        new Latents(0, known.channels(), new float[0]),
        known.count());
  }

  /** The same window, sampled another way. */
  public SynthesisTask with(Sampling other) {
    return new SynthesisTask(firstLatent, visual, texts, other, known, following, followingFrom);
  }

  /**
   * A prompt's share of a window.
   *
   * @param text the encoded prompt
   * @param weight one number for each latent frame, 0 to 1; the weights of all texts sum to 1
   */
  public record WeightedText(TextCondition text, float[] weight) {}

  /**
   * Sampling settings.
   *
   * @param steps number of solver steps, at least 1
   * @param guidance classifier-free guidance scale; 1 switches guidance off
   * @param seed chooses the noise
   * @param solver how to step
   */
  public record Sampling(int steps, double guidance, long seed, Solver solver) {
    public Sampling {
      Objects.requireNonNull(solver, "solver");
      if (steps < 1 || steps > 1000) {
        throw new IllegalArgumentException("steps must lie in 1..1000, not " + steps);
      }
      if (!(guidance >= 0 && guidance <= 100)) {
        throw new IllegalArgumentException("guidance must lie in 0..100, not " + guidance);
      }
    }

    /** With Euler steps. */
    public Sampling(int steps, double guidance, long seed) {
      this(steps, guidance, seed, Solver.EULER);
    }
  }
}
