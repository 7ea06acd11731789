package dev.foley.jshell;

import dev.foley.FoleyAudio;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyRequest;
import dev.foley.audio.AudioBuffer;
import dev.foley.stage.FoleyModel;
import dev.foley.video.FrameSequence;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the notebook, imported statically by {@code foley-jshell}, so that an experiment is
 * a line. Arrays go in and come out; the same seed gives the same samples. For one thread.
 */
public final class Notebook {
  /** Where {@link #sample} finds the bundled clips. */
  public static final String SAMPLES_PROPERTY = "foley.samples";

  private static FoleyGenerator generator;

  private Notebook() {}

  /** Prints the words. */
  public static void help() {
    System.out.println(
        """
        foley(video, prompt)            sound for a video file; .report(), .samples(), .writeWav(path)
        video(file)                     a request: .prompt(..).seed(..).steps(..).guidance(..).generate()
        video(rgb, width, height, fps)  the same for frames in arrays
        model()  model(folder)          the model in use; real checkpoints from a folder from now on
        sample(name)                    a bundled clip, such as "footsteps-wood"
        spectrogram(audio)              128 mel bands in dB, 100 a second: .decibels()[frame][band]
        flow(video)                     optical flow: .u()[frame][y][x], .v(), .speed()
        distance(a, b)                  how far two sounds are apart, dB over their spectrograms
        sweep(request, steps, guidance, seeds)  a table: times, onsets, offsets, loudness
        window(video, prompt)           the first window: features, latents after each step, sound
        plot(thing)                     sound, spectrogram, flow, latents, features, double[], table
                                        columns; then .png(path) or .show()
        play(audio)                     through the loudspeakers""");
  }

  /** Sound for a video file, with seed 0 and the model's defaults. */
  public static FoleyAudio foley(String video, String prompt) {
    return video(video).prompt(prompt).generate();
  }

  /** A request for a video file; {@code generate()} runs it. */
  public static FoleyRequest video(String file) {
    return generator().video(Path.of(file));
  }

  /**
   * A request for frames the caller holds.
   *
   * @param rgb frames of {@code width * height * 3} bytes: red, green, blue, row by row
   * @param fps frames a second; kept to a thousandth
   */
  public static FoleyRequest video(byte[][] rgb, int width, int height, double fps) {
    List<Picture> pictures = new ArrayList<>();
    for (byte[] frame : rgb) {
      pictures.add(new Picture(width, height, PixelFormat.RGB24, frame));
    }
    FrameSequence frames = FrameSequence.of(pictures, (int) Math.round(fps * 1000), 1000);
    return generator().video(frames::open);
  }

  /** The model in use: the embedded one unless another was opened. */
  public static FoleyModel model() {
    return generator().model();
  }

  /**
   * Opens the checkpoints in a folder and uses them from now on; requests made before end.
   *
   * @throws dev.foley.FoleyException.InvalidModel if they are missing or damaged; then the model
   *     before stays in use
   */
  public static FoleyModel model(String folder) {
    FoleyGenerator opened = FoleyGenerator.builder().model(Path.of(folder)).build();
    close();
    generator = opened;
    return opened.model();
  }

  /** Frees the model in use; the next word opens the embedded one again. */
  public static void close() {
    if (generator != null) {
      generator.close();
      generator = null;
    }
  }

  private static FoleyGenerator generator() {
    if (generator == null) {
      generator = FoleyGenerator.create();
    }
    return generator;
  }

  /**
   * The file of a bundled clip.
   *
   * @param name without ending, such as {@code footsteps-wood}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static String sample(String name) {
    Path folder = Path.of(System.getProperty(SAMPLES_PROPERTY, "foley-examples/cli/samples"));
    Path file = folder.resolve(name + ".mp4");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no clip "
              + file.toAbsolutePath()
              + "; set -D"
              + SAMPLES_PROPERTY
              + " to the folder of the bundled clips");
    }
    return file.toString();
  }

  /** The mel spectrogram of a sound. */
  public static Spectrogram spectrogram(FoleyAudio audio) {
    return Spectrogram.of(audio.buffer());
  }

  /** The mel spectrogram of a sound. */
  public static Spectrogram spectrogram(AudioBuffer audio) {
    return Spectrogram.of(audio);
  }

  /** The mel spectrogram of mono samples. */
  public static Spectrogram spectrogram(float[] samples, int sampleRate) {
    return Spectrogram.of(AudioBuffer.mono(sampleRate, samples));
  }

  /** Root mean square difference of the spectrograms of two sounds, in dB; 0 for equal sounds. */
  public static double distance(FoleyAudio a, FoleyAudio b) {
    return spectrogram(a).distance(spectrogram(b));
  }

  /** Optical flow of a video file, frame by frame. */
  public static MotionField flow(String video) {
    return MotionField.of(Path.of(video));
  }

  /** See {@link Sweep#run}. */
  public static Table sweep(FoleyRequest request, int[] steps, double[] guidance, long[] seeds) {
    return Sweep.run(request, steps, guidance, seeds);
  }

  /** The first window of a video under the model in use, open for inspection. */
  public static WindowStudy window(String video, String prompt) {
    return WindowStudy.of(model(), Path.of(video), prompt);
  }

  /** A waveform, its onsets marked. */
  public static Plot plot(FoleyAudio audio) {
    return Charts.waveform(audio);
  }

  /** A waveform. */
  public static Plot plot(AudioBuffer audio) {
    return Charts.waveform(audio);
  }

  /** A spectrogram as a heat map. */
  public static Plot plot(Spectrogram spectrogram) {
    return Charts.spectrogram(spectrogram);
  }

  /** The mean speed of each frame over time. */
  public static Plot plot(MotionField flow) {
    return Charts.speed(flow);
  }

  /** Latents, features or any other {@code [time][channel]} array as a heat map. */
  public static Plot plot(String title, float[][] values) {
    return Charts.matrix(title, values);
  }

  /** Numbers in order. */
  public static Plot plot(String title, double[] y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return plot(title, x, y);
  }

  /** One curve. */
  public static Plot plot(String title, double[] x, double[] y) {
    return Charts.line(title, x, y);
  }

  /**
   * A column of a table over another, both on logarithmic axes, one curve for each value of a
   * third.
   */
  public static Plot plot(Table table, String x, String y, String group) {
    return Charts.curves(table, x, y, group);
  }

  /**
   * Plays a sound and returns when it has ended.
   *
   * @throws IllegalStateException if this machine has no sound output
   */
  public static void play(FoleyAudio audio) {
    Playback.play(audio.buffer());
  }

  /** Plays mono samples. */
  public static void play(float[] samples, int sampleRate) {
    Playback.play(AudioBuffer.mono(sampleRate, samples));
  }
}
