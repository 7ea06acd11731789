package dev.foley.benchmarks;

import dev.foley.dsp.PhaseReconstruction;
import dev.foley.dsp.PhaseReconstruction.Options;
import dev.foley.dsp.PhaseReconstruction.Start;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends synthetic sounds through the vocoder's path (magnitudes, mel bands, back, phases) in many
 * variants and prints tables: the measurements behind docs/vocoder.md.
 */
public final class PhaseComparison {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** One way through. */
  private record Variant(String name, Window window, int fft, MelPath mel, Options options) {
    Stft stft() {
      return new Stft(window.periodic(fft), HOP, fft, Stft.Alignment.HOP);
    }
  }

  private static final int HOP = 480;
  private static final Window BEST_WINDOW = Window.kaiser(8);
  private static final int BEST_FFT = 1536;

  private PhaseComparison() {}

  /**
   * @param args none for all tables, or some of {@code phases}, {@code grids}
   */
  public static void main(String[] args) {
    List<String> wanted = args.length == 0 ? List.of("phases", "grids") : List.of(args);
    List<TestSound> sounds = TestSound.all();
    if (wanted.contains("phases")) {
      print(System.out, phases(MelPath.NONE), sounds);
      print(System.out, phases(MelPath.STANDARD), sounds);
    }
    if (wanted.contains("grids")) {
      print(System.out, grids(), sounds);
    }
  }

  /** Methods compared at the recommended transform. */
  private static List<Variant> phases(MelPath mel) {
    List<Variant> list = new ArrayList<>();
    list.add(method("random", mel, Start.RANDOM, 0, 0));
    list.add(method("GL-16", mel, Start.RANDOM, 16, 0));
    list.add(method("GL-64", mel, Start.RANDOM, 64, 0));
    list.add(method("fast GL-16", mel, Start.RANDOM, 16, 0.99f));
    list.add(method("fast GL-64", mel, Start.RANDOM, 64, 0.99f));
    list.add(method("PGHI", mel, Start.GRADIENT, 0, 0));
    for (int k : new int[] {1, 2, 4, 8}) {
      list.add(method("PGHI + GL-" + k, mel, Start.GRADIENT, k, 0));
    }
    for (int k : new int[] {2, 4, 8}) {
      list.add(method("PGHI + fast GL-" + k, mel, Start.GRADIENT, k, 0.99f));
    }
    list.add(variant("... 4 + gate", BEST_WINDOW, BEST_FFT, mel, options(4, true, false)));
    list.add(variant("... 4 + grain", BEST_WINDOW, BEST_FFT, mel, options(4, false, true)));
    for (int k : new int[] {0, 2, 4, 8}) {
      list.add(
          variant(
              "... " + k + " + gate + grain", BEST_WINDOW, BEST_FFT, mel, options(k, true, true)));
    }
    return list;
  }

  /** Transforms and mel bands compared with the recommended method. */
  private static List<Variant> grids() {
    List<Variant> list = new ArrayList<>();
    for (int fft : new int[] {960, 1024, 1200, 1440, 1536, 1920, 2048}) {
      list.add(full("Hann " + fft, Window.HANN, fft, MelPath.STANDARD));
    }
    for (int beta : new int[] {6, 8, 10}) {
      for (int fft : new int[] {1440, 1536, 1920}) {
        list.add(full("Kaiser(" + beta + ") " + fft, Window.kaiser(beta), fft, MelPath.STANDARD));
      }
    }
    list.add(full("Hamming 1536", Window.HAMMING, 1536, MelPath.STANDARD));
    for (int bands : new int[] {64, 80, 96}) {
      list.add(full("Kaiser(8) 1536", BEST_WINDOW, BEST_FFT, new MelPath(bands, 1, 32)));
    }
    for (int updates : new int[] {0, 4, 8, 16, 64}) {
      list.add(full("Kaiser(8) 1536", BEST_WINDOW, BEST_FFT, new MelPath(128, 1, updates)));
    }
    list.add(full("Kaiser(8) 1536", BEST_WINDOW, BEST_FFT, new MelPath(128, 2, 32)));
    return list;
  }

  private static Variant method(String name, MelPath mel, Start start, int k, float momentum) {
    return variant(
        name, BEST_WINDOW, BEST_FFT, mel, new Options(start, k, momentum, false, false, 1));
  }

  private static Variant full(String name, Window window, int fft, MelPath mel) {
    return variant(name, window, fft, mel, options(4, true, true));
  }

  private static Options options(int refinements, boolean gated, boolean textured) {
    return new Options(Start.GRADIENT, refinements, 0.99f, gated, textured, 1);
  }

  private static Variant variant(String name, Window window, int fft, MelPath mel, Options o) {
    return new Variant(name, window, fft, mel, o);
  }

  private static void print(PrintStream out, List<Variant> variants, List<TestSound> sounds) {
    String names = String.join(" | ", sounds.stream().map(TestSound::name).toList());
    out.println(
        "| variant | mel, updates | "
            + names
            + " | mean | fine | pre-echo | shift, worst | stretch | ms/s |");
    out.println("|---|---|" + "---|".repeat(sounds.size() + 6));
    for (Variant variant : variants) {
      out.println(row(variant, sounds));
    }
    out.println();
  }

  private static String row(Variant v, List<TestSound> sounds) {
    Stft stft = v.stft();
    PhaseReconstruction phases = new PhaseReconstruction(stft, v.options());
    Scores scores = new Scores();
    for (TestSound sound : sounds) {
      run(stft, phases, v.mel(), sound.samples());
      long start = THREADS.getCurrentThreadCpuTime();
      float[][] magnitudes = stft.magnitudes(sound.samples());
      v.mel().apply(magnitudes);
      float[] result = phases.reconstruct(magnitudes, new float[0], 0);
      scores.nanos += THREADS.getCurrentThreadCpuTime() - start;
      scores.add(sound, result);
    }
    return "| %s | %s |%s".formatted(v.name(), v.mel(), scores.cells(sounds.size()));
  }

  /** Once more than needed, so that the measured run meets compiled code. */
  private static void run(Stft stft, PhaseReconstruction phases, MelPath mel, float[] samples) {
    float[][] magnitudes = stft.magnitudes(samples);
    mel.apply(magnitudes);
    phases.reconstruct(magnitudes, new float[0], 0);
  }

  /** Sums over the sounds of one row. */
  private static final class Scores {
    private final StringBuilder each = new StringBuilder();
    private double distance;
    private double fine;
    private double preEcho;
    private double shift;
    private double worst;
    private double stretch;
    private double seconds;
    private long nanos;
    private int attacks;

    void add(TestSound sound, float[] result) {
      float[] original = sound.samples();
      double d = SoundDistance.logSpectral(original, result);
      each.append(" %.1f |".formatted(d));
      distance += d;
      fine += SoundDistance.fineSpectral(original, result);
      seconds += (double) result.length / TestSound.RATE;
      for (int attack : sound.attacks()) {
        double s = Math.abs(SoundDistance.attackShiftMs(original, result, attack));
        preEcho += SoundDistance.preEchoDb(original, result, attack);
        stretch += SoundDistance.attackStretchMs(original, result, attack);
        shift += s;
        worst = Math.max(worst, s);
        attacks++;
      }
    }

    String cells(int sounds) {
      return "%s %.2f | %.1f | %.0f | %.1f, %.1f | %.1f | %.1f |"
          .formatted(
              each,
              distance / sounds,
              fine / sounds,
              preEcho / attacks,
              shift / attacks,
              worst,
              stretch / attacks,
              nanos / 1e6 / seconds);
    }
  }
}
