package dev.foley.cli.report;

import dev.foley.audio.AudioBuffer;
import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelScale;
import dev.foley.dsp.Stft;
import dev.foley.dsp.StftAnalyzer;
import dev.foley.dsp.Window;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Watches sound as it is made and draws its waveform and its spectrogram. Memory does not depend on
 * the length. One thread.
 */
public final class SoundPicture {
  /** Lowest level drawn, relative to full scale of a sine. */
  private static final double FLOOR_DB = -90;

  private static final double CEILING_DB = -15;
  private static final int BANDS = 144;
  private static final double LOWEST_HERTZ = 40;
  private static final int MAX_COLUMNS = 2048;
  private static final int WAVE_BLOCK = 64;
  private static final double FRAME_SECONDS = 0.0427;
  private static final int HOPS_PER_FRAME = 8;

  private final ColumnPyramid wave = new ColumnPyramid(4096, Math::max);
  private final ColumnPyramid bands = new ColumnPyramid(MAX_COLUMNS, Math::max);
  private int sampleRate;
  private StftAnalyzer analyzer;
  private MelFilterBank mel;
  private int hop;
  private float[] re;
  private float[] im;
  private float scale;
  private float highest;
  private float lowest;
  private int inBlock;
  private long samples;
  private boolean finished;

  /** Adds the next sound. */
  public void add(AudioBuffer buffer) {
    if (analyzer == null) {
      start(buffer.format().sampleRate());
    }
    float[] mono = buffer.toMono().channel(0);
    for (float sample : mono) {
      highest = inBlock == 0 ? sample : Math.max(highest, sample);
      lowest = inBlock == 0 ? sample : Math.min(lowest, sample);
      if (++inBlock == WAVE_BLOCK) {
        closeBlock();
      }
    }
    for (int used = 0; used < mono.length; ) {
      used += analyzer.write(mono, used, mono.length - used);
      readFrames();
    }
    samples += mono.length;
  }

  private void start(int rate) {
    sampleRate = rate;
    int size = Integer.highestOneBit((int) (FRAME_SECONDS * rate));
    hop = size / HOPS_PER_FRAME;
    float[] window = Window.HANN.periodic(size);
    analyzer = new StftAnalyzer(new Stft(window, hop, size, Stft.Alignment.HOP));
    mel =
        MelFilterBank.between(
            MelScale.SLANEY,
            MelFilterBank.Norm.PEAK,
            new MelFilterBank.Grid(size, rate),
            BANDS,
            LOWEST_HERTZ,
            highestHertz());
    re = new float[size / 2 + 1];
    im = new float[size / 2 + 1];
    float sum = 0;
    for (float w : window) {
      sum += w;
    }
    scale = 4 / (sum * sum);
  }

  private void closeBlock() {
    // Stored as (highest, -lowest) so that both merge by maximum.
    wave.add(new float[] {highest, -lowest});
    inBlock = 0;
  }

  private void readFrames() {
    while (analyzer.read(re, im)) {
      float[] power = new float[re.length];
      for (int k = 0; k < power.length; k++) {
        power[k] = scale * (re[k] * re[k] + im[k] * im[k]);
      }
      float[] column = new float[BANDS];
      mel.apply(power, column);
      bands.add(column);
    }
  }

  /** Draws what still waits for more sound; nothing can be added afterwards. */
  public void finish() {
    if (!finished && analyzer != null) {
      finished = true;
      analyzer.finish();
      readFrames();
      if (inBlock > 0) {
        closeBlock();
      }
    }
  }

  /** Length of what was added, in seconds. */
  public double seconds() {
    return sampleRate == 0 ? 0 : (double) samples / sampleRate;
  }

  /**
   * Outline of the sound so far.
   *
   * @param secondsPerColumn time each column stands for
   * @param high greatest sample of each column
   * @param low least sample of each column
   */
  public record Outline(double secondsPerColumn, float[] high, float[] low) {}

  /** The outline of the sound added so far; the last few samples may be missing. */
  public Outline outline() {
    List<float[]> columns = wave.columns();
    float[] high = new float[columns.size()];
    float[] low = new float[columns.size()];
    for (int i = 0; i < high.length; i++) {
      high[i] = columns.get(i)[0];
      low[i] = -columns.get(i)[1];
    }
    double step = sampleRate == 0 ? 0 : (double) WAVE_BLOCK * wave.perColumn() / sampleRate;
    return new Outline(step, high, low);
  }

  /**
   * Spectrogram of the sound so far.
   *
   * @param secondsPerColumn time each column stands for
   * @param bands mel bands in a column, the lowest first
   * @param lowestHertz lower edge of the first band
   * @param highestHertz upper edge of the last band
   * @param levels 0 (silent) to 255 (loud), on a logarithmic scale, column after column
   */
  public record Spectrum(
      double secondsPerColumn, int bands, double lowestHertz, double highestHertz, byte[] levels) {}

  /** The spectrogram of the sound added so far. */
  public Spectrum spectrum() {
    List<float[]> columns = bands.columns();
    byte[] levels = new byte[columns.size() * BANDS];
    for (int i = 0; i < levels.length; i++) {
      double level = level(columns.get(i / BANDS)[i % BANDS]);
      levels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, level)));
    }
    double step = sampleRate == 0 ? 0 : (double) hop * bands.perColumn() / sampleRate;
    return new Spectrum(step, BANDS, LOWEST_HERTZ, highestHertz(), levels);
  }

  private double highestHertz() {
    return Math.min(20_000, sampleRate / 2.0);
  }

  /** 0 at the floor to 1 at the ceiling of what is drawn. */
  private static double level(float power) {
    double db = 10 * Math.log10(Math.max(1e-12, power));
    return (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB);
  }

  /**
   * The waveform as an SVG path in a box of width 1000 and height 100, scaled to its peak; the
   * outline goes forth along the maxima and back along the minima.
   */
  String wavePath() {
    finish();
    List<float[]> columns = wave.columns();
    if (columns.isEmpty()) {
      return "";
    }
    float peak = 1e-4f;
    for (float[] column : columns) {
      peak = Math.max(peak, Math.max(column[0], column[1]));
    }
    double step = 1000.0 * WAVE_BLOCK * wave.perColumn() / samples;
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      double x = Math.min(1000, (i + 0.5) * step);
      point(path, i == 0 ? 'M' : 'L', x, 50 - 48 * columns.get(i)[0] / peak);
    }
    for (int i = columns.size() - 1; i >= 0; i--) {
      double x = Math.min(1000, (i + 0.5) * step);
      point(path, 'L', x, 50 + 48 * columns.get(i)[1] / peak);
    }
    return path.append('Z').toString();
  }

  private static void point(StringBuilder path, char command, double x, double y) {
    path.append(command).append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
  }

  /** The spectrogram, low frequencies at the bottom, quiet parts transparent. */
  BufferedImage spectrogram() {
    finish();
    List<float[]> columns = bands.columns();
    int width = Math.max(1, columns.size());
    BufferedImage image = new BufferedImage(width, BANDS, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < columns.size(); x++) {
      for (int band = 0; band < BANDS; band++) {
        image.setRGB(x, BANDS - 1 - band, HeatColors.argb(level(columns.get(x)[band])));
      }
    }
    return image;
  }

  /** Share of the time axis that the spectrogram's columns span: the last may be half empty. */
  double spectrogramSpan() {
    if (samples == 0) {
      return 1;
    }
    return (double) bands.columns().size() * bands.perColumn() * hop / samples;
  }

  /** Height of a frequency in the spectrogram, 0 at the bottom to 1 at the top. */
  double height(double hertz) {
    double top = MelScale.SLANEY.fromHertz(highestHertz());
    double bottom = MelScale.SLANEY.fromHertz(LOWEST_HERTZ);
    return (MelScale.SLANEY.fromHertz(hertz) - bottom) / (top - bottom);
  }

  int sampleRate() {
    return sampleRate;
  }
}
