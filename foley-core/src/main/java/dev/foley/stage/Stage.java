package dev.foley.stage;

import java.util.Locale;

/** The stages of the pipeline, by the one name each has everywhere. */
public enum Stage {
  /** Reading and decoding pictures. */
  FRAMES,
  /** Pictures to features ({@link VisualEncoder}). */
  FEATURES,
  /** Prompts to embeddings ({@link TextConditioner}). */
  TEXT,
  /** Features and text to audio latents ({@link Synthesizer}). */
  LATENTS,
  /** Latents to sound ({@link Vocoder}). */
  AUDIO,
  /** Onsets to events. */
  ALIGN,
  /** Windows to one sound ({@link Stitcher}), and its mastering. */
  STITCH;

  /** The name in reports, threads and messages: {@code frames}, {@code features} and so on. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
