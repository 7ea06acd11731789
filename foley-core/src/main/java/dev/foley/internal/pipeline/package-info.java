/**
 * Turns frames and prompts into sound, window by window, on five threads with bounded hand-offs:
 *
 * <pre>
 * frames:   FrameSource -> pictures; not there without video
 * features: VisualStream -> features of a window, events
 * text:     prompts that apply to the window -> embeddings
 * latents:  Synthesizer, continuing the latents of the window before
 * audio:    Vocoder -> Stitcher -> TimeAligner -> finished sound of every voice
 * </pre>
 *
 * <p>Read {@link dev.foley.internal.pipeline.WindowPlan} first, then {@link
 * dev.foley.internal.pipeline.Pipeline}. A <em>voice</em> is one sound made for the video: variants
 * and layers are voices that share the frames and the features.
 */
package dev.foley.internal.pipeline;
