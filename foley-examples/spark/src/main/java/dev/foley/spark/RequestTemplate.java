package dev.foley.spark;

import dev.foley.FoleyGenerator;
import dev.foley.FoleyRequest;
import dev.foley.audio.SampleFormat;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is asked for every video. The whole of it goes into the fingerprint of an output.
 *
 * @param steps {@code null}: the model's
 * @param guidance {@code null}: the model's
 * @param negative {@code null}: the model's
 * @param start in seconds
 * @param end in seconds; {@code null}: the video's end
 * @param loudness in LUFS; {@code null}: as the model made it
 * @param mux container of the video with its new sound; {@code null}: none is wanted
 * @param model {@code embedded} or a folder that every node has
 */
record RequestTemplate(
    long seed,
    Integer steps,
    Double guidance,
    String negative,
    double start,
    Double end,
    int rate,
    SampleFormat format,
    int channels,
    Double loudness,
    boolean align,
    String mux,
    String model,
    String device,
    String decoder)
    implements Serializable {

  static final String EMBEDDED = "embedded";

  /**
   * A generator with these defaults, not yet built.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  FoleyGenerator.Builder generator() {
    FoleyGenerator.Builder builder =
        FoleyGenerator.builder()
            .device(device)
            .decoder(decoder)
            .seed(seed)
            .output(rate, format, channels);
    if (!model.equals(EMBEDDED)) {
      builder.model(Path.of(model));
    }
    if (steps != null) {
      builder.steps(steps);
    }
    if (guidance != null) {
      builder.guidance(guidance);
    }
    if (negative != null) {
      builder.negativePrompt(negative);
    }
    if (loudness != null) {
      builder.loudness(loudness);
    }
    return builder;
  }

  /** The request for one video. */
  FoleyRequest request(FoleyGenerator foley, Path video, String prompt) {
    FoleyRequest request = foley.video(video).prompt(prompt).align(align);
    return start > 0 || end != null
        ? request.range(time(start), end == null ? null : time(end))
        : request;
  }

  private static Duration time(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
