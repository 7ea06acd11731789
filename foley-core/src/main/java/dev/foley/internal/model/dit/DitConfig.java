package dev.foley.internal.model.dit;

/**
 * Sizes of a diffusion transformer.
 *
 * @param hidden width of the token streams (h)
 * @param heads attention heads (H); divides {@code hidden}
 * @param tripleBlocks number of two-stream blocks
 * @param singleBlocks number of single-stream blocks
 * @param latentChannels values in a latent frame
 * @param visualWidth width of a visual token as it comes from the encoder
 * @param syncWidth width of a sync token
 * @param textWidth width of a text token
 * @param syncSegment sync tokens in one segment; each position in a segment has its own embedding
 * @param timeFrequencies width of the sinusoidal time embedding, even
 * @param pooledText whether the first text token also joins the time embedding that modulates every
 *     block; the published models leave the text to cross-attention, which a small model learns to
 *     use only after very long training
 */
public record DitConfig(
    int hidden,
    int heads,
    int tripleBlocks,
    int singleBlocks,
    int latentChannels,
    int visualWidth,
    int syncWidth,
    int textWidth,
    int syncSegment,
    int timeFrequencies,
    boolean pooledText) {

  public DitConfig {
    if (hidden < 2 || heads < 1 || hidden % heads != 0 || hidden / heads % 2 != 0) {
      throw new IllegalArgumentException(
          "width " + hidden + " does not split into " + heads + " heads of even size");
    }
  }

  /** A configuration of the published kind: the text enters by cross-attention alone. */
  public DitConfig(
      int hidden,
      int heads,
      int tripleBlocks,
      int singleBlocks,
      int latentChannels,
      int visualWidth,
      int syncWidth,
      int textWidth,
      int syncSegment,
      int timeFrequencies) {
    this(
        hidden,
        heads,
        tripleBlocks,
        singleBlocks,
        latentChannels,
        visualWidth,
        syncWidth,
        textWidth,
        syncSegment,
        timeFrequencies,
        false);
  }

  public int headSize() {
    return hidden / heads;
  }
}
