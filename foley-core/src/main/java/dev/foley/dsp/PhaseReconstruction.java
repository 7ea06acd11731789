package dev.foley.dsp;

import java.util.Arrays;

/**
 * Sound from STFT magnitudes. A first guess of the phases, by default from the gradient of the log
 * magnitudes, is made more consistent by a few rounds of the fast Griffin-Lim algorithm (N.
 * Perraudin, P. Balazs, P. Sondergaard, WASPAA 2013). Deterministic.
 *
 * <p>Samples that were delivered already can be given: they stay as they are, frames that lie
 * inside them keep their spectrum, and what follows continues their phases.
 *
 * <p>Holds scratch memory that grows with the longest call, 33 bytes for every bin of every frame
 * (20 MB for 8 s at 100 frames of 769 bins): <b>one thread at a time</b>; {@link #copy()} gives
 * another thread its own.
 */
public final class PhaseReconstruction {
  /** Where the phases start. */
  public enum Start {
    /** Every bin random. The reference that all else has to beat. */
    RANDOM,
    /** Integrated from the gradient of the log magnitudes. */
    GRADIENT
  }

  /**
   * What to do.
   *
   * @param start the first guess
   * @param refinements rounds of Griffin-Lim, at least 0
   * @param momentum 0 for plain Griffin-Lim, up to 1; 0.99 is the value of the paper
   * @param gated whether the time before sudden attacks is kept quiet
   * @param textured whether stretches of the spectrum that are too smooth to be anything but an
   *     average (mel bands) get the grain of noise, except under blows
   * @param seed of the random phases and the grain
   */
  public record Options(
      Start start, int refinements, float momentum, boolean gated, boolean textured, long seed) {
    public Options {
      if (refinements < 0 || !(momentum >= 0 && momentum <= 1.5)) {
        throw new IllegalArgumentException(
            "refinements " + refinements + " or momentum " + momentum + " out of range");
      }
    }

    /** What docs/vocoder.md recommends: gradient, 4 rounds, momentum 0.99, gate and grain. */
    public static Options standard(long seed) {
      return new Options(Start.GRADIENT, 4, 0.99f, true, true, seed);
    }
  }

  /** A sample counts as reached by a window from this share of the full weight on. */
  private static final float UNREACHED = 1e-6f;

  /** Length of the correction behind given samples: 2 ms at 48 kHz. */
  private static final int SEAM = 96;

  /**
   * Length of the fades that a frame gets at both ends. A Kaiser window ends at some thousandths
   * instead of 0: where a frame does not agree with its neighbours, as at the end of a call, that
   * would be a step.
   */
  private static final int EDGE = 96;

  private final Stft stft;
  private final Options options;
  private final float[] edge = Crossfade.EQUAL_GAIN.fadeIn(EDGE);
  private final PhaseGradient gradient;
  private final RandomPhase random;
  private final AttackGate gate;
  private final NoiseGrain grain;
  private float[][] re = new float[0][];
  private float[][] im = new float[0][];
  private float[][] goal = new float[0][];
  private float[][] lastRe = new float[0][];
  private float[][] lastIm = new float[0][];
  private float[] signal = new float[0];
  private float[] weight = new float[0];
  private final float[] binRe;
  private final float[] binIm;

  /**
   * @param stft the transform that the magnitudes come from, with alignment {@link
   *     Stft.Alignment#HOP}, so that n frames are n hops of sound
   */
  public PhaseReconstruction(Stft stft, Options options) {
    if (stft.offset() != (stft.fftSize() - stft.hop()) / 2) {
      throw new IllegalArgumentException("the transform must have alignment HOP");
    }
    this.stft = stft.copy();
    this.options = options;
    this.gradient = new PhaseGradient(stft);
    this.random = new RandomPhase(options.seed());
    this.gate = new AttackGate(stft);
    this.grain = new NoiseGrain(stft, options.seed());
    this.binRe = new float[stft.bins()];
    this.binIm = new float[stft.bins()];
  }

  /** The same with its own scratch, for another thread. */
  public PhaseReconstruction copy() {
    return new PhaseReconstruction(stft, options);
  }

  /**
   * Makes sound.
   *
   * @param magnitudes {@code [frames][bins]}, not negative, of the transform's scale
   * @param preceding samples already delivered for the beginning of these frames; may be empty
   * @param firstFrame absolute index of the first frame, for the random phases
   * @return exactly {@code frames * hop} samples; the first {@code preceding.length} equal {@code
   *     preceding}
   */
  public float[] reconstruct(float[][] magnitudes, float[] preceding, long firstFrame) {
    int frames = magnitudes.length;
    for (float[] frame : magnitudes) {
      if (frame.length != binRe.length) {
        throw new IllegalArgumentException(
            "a frame has " + frame.length + " bins instead of " + binRe.length);
      }
    }
    int given = Math.min(preceding.length, frames * stft.hop());
    prepare(frames);
    firstGuess(magnitudes, preceding, given, firstFrame);
    for (int i = 0; i < options.refinements(); i++) {
      render(frames, preceding, given);
      refine(frames, given, i == 0 ? 0 : options.momentum());
    }
    render(frames, preceding, given);
    return Arrays.copyOfRange(signal, stft.offset(), stft.offset() + frames * stft.hop());
  }

  /** The signal that the frames make, behind the given samples. */
  private void render(int frames, float[] preceding, int given) {
    overlapAdd(frames);
    gate.apply(signal);
    if (given > 0) {
      joinTo(preceding, given, signal, stft.offset());
    }
  }

  private void prepare(int frames) {
    if (re.length < frames) {
      re = new float[frames][stft.bins()];
      im = new float[frames][stft.bins()];
      goal = new float[frames][stft.bins()];
      lastRe = new float[frames][stft.bins()];
      lastIm = new float[frames][stft.bins()];
    }
    int length = Math.max(0, frames - 1) * stft.hop() + stft.fftSize();
    if (signal.length == length) {
      return;
    }
    signal = new float[length];
    weight = new float[length];
    float[] window = stft.window();
    for (int t = 0; t < frames; t++) {
      for (int i = 0; i < window.length; i++) {
        weight[t * stft.hop() + i] += window[i] * window[i] * edge(i, window.length);
      }
    }
    for (int i = 0; i < length; i++) {
      weight[i] = weight[i] > UNREACHED ? 1 / weight[i] : 0;
    }
  }

  private void firstGuess(float[][] magnitudes, float[] preceding, int given, long firstFrame) {
    int frames = magnitudes.length;
    gradient.reset(frames);
    gate.find(magnitudes);
    for (int t = 0; t < frames; t++) {
      System.arraycopy(magnitudes[t], 0, goal[t], 0, binRe.length);
      if (isAnchor(t, given)) {
        stft.analyzeFrame(preceding, given, t, binRe, binIm);
        gradient.fix(t, binRe, binIm);
      } else if (options.textured() && !gate.blowWithin(t * stft.hop(), stft.fftSize())) {
        grain.apply(goal[t], firstFrame + t, t, gradient);
      }
    }
    if (!options.gated()) {
      gate.clear();
    }
    if (options.start() == Start.GRADIENT) {
      gradient.integrate(goal, random, firstFrame);
    }
    for (int t = 0; t < frames; t++) {
      if (isGiven(t, given)) {
        stft.analyzeFrame(preceding, given, t, re[t], im[t]);
        continue;
      }
      boolean guessed = options.start() == Start.GRADIENT || isAnchor(t, given);
      for (int k = 0; k < binRe.length; k++) {
        float angle = guessed ? gradient.phase(t, k) : random.at(firstFrame + t, k);
        re[t][k] = goal[t][k] * (float) Math.cos(angle);
        im[t][k] = goal[t][k] * (float) Math.sin(angle);
      }
    }
  }

  /**
   * Whether the phases of a frame are taken from the given samples before integration. Cut frames
   * have wrong phases, so they are anchors only if there is none that is whole.
   */
  private boolean isAnchor(int frame, int given) {
    boolean noneIsWhole = given < stft.offset() + stft.fftSize();
    int centre = frame * stft.hop() + stft.hop() / 2;
    return isGiven(frame, given) || (noneIsWhole && centre < given);
  }

  /** Whether a frame lies entirely inside the given samples. */
  private boolean isGiven(int frame, int given) {
    int start = frame * stft.hop() - stft.offset();
    return start >= 0 && start + stft.fftSize() <= given;
  }

  private void overlapAdd(int frames) {
    Arrays.fill(signal, 0);
    for (int t = 0; t < frames; t++) {
      float[] block = stft.windowedBlock(re[t], im[t]);
      int at = t * stft.hop();
      for (int i = 0; i < block.length; i++) {
        signal[at + i] += block[i] * edge(i, block.length);
      }
    }
    for (int i = 0; i < signal.length; i++) {
      signal[i] *= weight[i];
    }
  }

  /** Gain of a sample of a frame: 1 but for its ends. */
  private float edge(int index, int length) {
    int inside = Math.min(index, length - 1 - index);
    return inside >= EDGE ? 1 : edge[inside];
  }

  /** New phases from the signal's own spectrum, pushed further the way they went. */
  private void refine(int frames, int given, float momentum) {
    for (int t = 0; t < frames; t++) {
      if (isGiven(t, given)) {
        continue;
      }
      stft.analyzeAt(signal, t * stft.hop(), binRe, binIm);
      float[] goalRe = re[t];
      float[] goalIm = im[t];
      float[] oldRe = lastRe[t];
      float[] oldIm = lastIm[t];
      float[] magnitude = goal[t];
      for (int k = 0; k < binRe.length; k++) {
        float pushedRe = binRe[k] + momentum * (binRe[k] - oldRe[k]);
        float pushedIm = binIm[k] + momentum * (binIm[k] - oldIm[k]);
        oldRe[k] = binRe[k];
        oldIm[k] = binIm[k];
        float power = pushedRe * pushedRe + pushedIm * pushedIm + Float.MIN_NORMAL;
        float gain = magnitude[k] / (float) Math.sqrt(power);
        goalRe[k] = pushedRe * gain;
        goalIm[k] = pushedIm * gain;
      }
    }
  }

  /**
   * Puts the given samples in place. The difference at the seam, turned around the last of them and
   * faded, is taken along for a moment, so that neither the sound nor its slope jumps. It must not
   * jump in the rounds before the last either: phases remember a step, and would make it anew.
   */
  private static void joinTo(float[] preceding, int given, float[] sound, int at) {
    int end = at + given;
    int length = Math.min(SEAM, Math.min(given - 1, sound.length - end));
    float last = preceding[given - 1] - sound[end - 1];
    for (int i = 0; i < length; i++) {
      float fade = Crossfade.EQUAL_GAIN.gain(1 - (i + 0.5f) / length);
      float turned = 2 * last - (preceding[given - 2 - i] - sound[end - 2 - i]);
      sound[end + i] += fade * turned;
    }
    System.arraycopy(preceding, 0, sound, at, given);
  }
}
