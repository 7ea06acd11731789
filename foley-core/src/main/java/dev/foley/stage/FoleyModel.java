package dev.foley.stage;

import java.util.Objects;

/**
 * A bundle of the neural stages that belong together, with their rates, window and defaults.
 * Immutable; each stage is thread-safe. Whoever opened a model closes it, after the generators that
 * use it.
 */
public final class FoleyModel implements AutoCloseable {
  private final ModelSpec spec;
  private final VisualEncoder visualEncoder;
  private final TextConditioner textConditioner;
  private final Synthesizer synthesizer;
  private final Vocoder vocoder;
  private final Runnable onClose;
  private final FoleyModel live;

  /**
   * Bundles stages.
   *
   * @param onClose frees the weights; called by every {@link #close()}, so it must be idempotent
   */
  public FoleyModel(
      ModelSpec spec,
      VisualEncoder visualEncoder,
      TextConditioner textConditioner,
      Synthesizer synthesizer,
      Vocoder vocoder,
      Runnable onClose) {
    this(spec, visualEncoder, textConditioner, synthesizer, vocoder, onClose, null);
  }

  private FoleyModel(
      ModelSpec spec,
      VisualEncoder visualEncoder,
      TextConditioner textConditioner,
      Synthesizer synthesizer,
      Vocoder vocoder,
      Runnable onClose,
      FoleyModel live) {
    this.spec = Objects.requireNonNull(spec, "spec");
    this.visualEncoder = Objects.requireNonNull(visualEncoder, "visualEncoder");
    this.textConditioner = Objects.requireNonNull(textConditioner, "textConditioner");
    this.synthesizer = Objects.requireNonNull(synthesizer, "synthesizer");
    this.vocoder = Objects.requireNonNull(vocoder, "vocoder");
    this.onClose = Objects.requireNonNull(onClose, "onClose");
    this.live = live;
  }

  public ModelSpec spec() {
    return spec;
  }

  public VisualEncoder visualEncoder() {
    return visualEncoder;
  }

  public TextConditioner textConditioner() {
    return textConditioner;
  }

  public Synthesizer synthesizer() {
    return synthesizer;
  }

  public Vocoder vocoder() {
    return vocoder;
  }

  /**
   * The model that live sound is made with: this one, or one of the same networks whose windows are
   * shorter, because of a live window little is new. Closed with this one.
   */
  public FoleyModel live() {
    return live == null ? this : live;
  }

  /**
   * The same model with another for live sound. Where a stage that depends on the window's length
   * is replaced afterwards, live sound is made by this model again.
   *
   * @param variant has the same sample rate
   */
  public FoleyModel withLive(FoleyModel variant) {
    if (variant.spec().sampleRate() != spec.sampleRate()) {
      throw new IllegalArgumentException(
          "the live model makes " + variant.spec().sampleRate() + " Hz, not " + spec.sampleRate());
    }
    return new FoleyModel(
        spec, visualEncoder, textConditioner, synthesizer, vocoder, onClose, variant);
  }

  /** The same model with another visual encoder. */
  public FoleyModel with(VisualEncoder replacement) {
    return new FoleyModel(spec, replacement, textConditioner, synthesizer, vocoder, onClose);
  }

  /** The same model with another text conditioner. */
  public FoleyModel with(TextConditioner replacement) {
    FoleyModel variant = live == null ? null : live.with(replacement);
    return new FoleyModel(spec, visualEncoder, replacement, synthesizer, vocoder, onClose, variant);
  }

  /** The same model with another synthesizer. */
  public FoleyModel with(Synthesizer replacement) {
    return new FoleyModel(spec, visualEncoder, textConditioner, replacement, vocoder, onClose);
  }

  /** The same model with another vocoder. */
  public FoleyModel with(Vocoder replacement) {
    FoleyModel variant = live == null ? null : live.with(replacement);
    return new FoleyModel(
        spec, visualEncoder, textConditioner, synthesizer, replacement, onClose, variant);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
