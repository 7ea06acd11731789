package dev.foley.audio;

import java.util.Arrays;

/**
 * Integrated loudness and true peak of a sound, by ITU-R BS.1770-4, at any sample rate. Feed all of
 * it in blocks of any size, then ask; asking in between tells about the sound so far. One thread.
 *
 * <p>Loudness is gated: blocks of 400 ms, one every 100 ms, of which those below -70 LUFS and those
 * more than 10 LU below the mean of the rest do not count. A mono sound counts as one channel, so
 * the same samples on two channels are 3 LU louder. A sound shorter than 400 ms, which the standard
 * leaves open, is taken as one block.
 *
 * <p>Memory: 8 bytes per 100 ms.
 */
public final class LoudnessMeter {
  private static final double OFFSET = -0.691;
  private static final double ABSOLUTE_GATE = power(-70);
  private static final double RELATIVE_GATE = 0.1;
  private static final int PARTS = 4;

  private final AudioFormat format;
  private final KWeighting[] weightings;
  private final InterSamplePeaks[] interpolators;
  private final int hop;

  /** Energy of the last parts of 100 ms each, {@code [part % 4]}, the last one still filling. */
  private final double[] parts = new double[PARTS];

  private final float[] scratch = new float[4096];
  private double[] blocks = new double[600];
  private int blockCount;
  private long frames;
  private double energy;
  private float peak;

  public LoudnessMeter(AudioFormat format) {
    this.format = format;
    this.hop = (int) Math.round(format.sampleRate() / 10.0);
    this.weightings = new KWeighting[format.channels()];
    this.interpolators = new InterSamplePeaks[format.channels()];
    for (int c = 0; c < weightings.length; c++) {
      weightings[c] = new KWeighting(format.sampleRate());
      interpolators[c] = new InterSamplePeaks(0);
    }
  }

  /** Integrated loudness of a whole sound in LUFS; negative infinity if all of it is gated. */
  public static double integrated(AudioBuffer sound) {
    LoudnessMeter meter = new LoudnessMeter(sound.format());
    meter.add(sound);
    return meter.integrated();
  }

  /** True peak of a whole sound in dB relative to full scale; negative infinity for silence. */
  public static double truePeak(AudioBuffer sound) {
    LoudnessMeter meter = new LoudnessMeter(sound.format());
    meter.add(sound);
    return meter.truePeak();
  }

  /** Takes the next stretch of sound. */
  public void add(AudioBuffer sound) {
    sound.requireFormat(format);
    for (int from = 0; from < sound.frames(); ) {
      // Never across the end of a part.
      int left = hop - (int) (frames % hop);
      int count = Math.min(Math.min(left, scratch.length), sound.frames() - from);
      for (int c = 0; c < weightings.length; c++) {
        sound.copyTo(c, from, scratch, 0, count);
        parts[part()] += measure(c, count);
      }
      from += count;
      frames += count;
      if (frames % hop == 0) {
        endPart();
      }
    }
  }

  private int part() {
    return (int) (frames / hop % PARTS);
  }

  private double measure(int channel, int count) {
    KWeighting weighting = weightings[channel];
    InterSamplePeaks between = interpolators[channel];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double weighted = weighting.next(scratch[i]);
      sum += weighted * weighted;
      peak = Math.max(peak, Math.max(Math.abs(scratch[i]), between.next(scratch[i])));
    }
    weighting.flushDenormals();
    energy += sum;
    return sum;
  }

  private void endPart() {
    if (frames >= (long) PARTS * hop) {
      if (blockCount == blocks.length) {
        blocks = Arrays.copyOf(blocks, 2 * blockCount);
      }
      blocks[blockCount++] = (parts[0] + parts[1] + parts[2] + parts[3]) / (PARTS * hop);
    }
    parts[part()] = 0;
  }

  /** Integrated loudness in LUFS; negative infinity if all is gated or nothing was added. */
  public double integrated() {
    if (blockCount == 0) {
      double whole = frames == 0 ? 0 : energy / frames;
      return whole > ABSOLUTE_GATE ? loudness(whole) : Double.NEGATIVE_INFINITY;
    }
    double ungated = meanAbove(ABSOLUTE_GATE);
    if (ungated == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return loudness(meanAbove(Math.max(ABSOLUTE_GATE, RELATIVE_GATE * ungated)));
  }

  /** True peak in dB relative to full scale (dBTP); negative infinity for silence. */
  public double truePeak() {
    float highest = peak;
    // The end: the waveform rings on for half a filter.
    for (InterSamplePeaks between : interpolators) {
      InterSamplePeaks rest = between.copy();
      for (int i = 0; i < InterSamplePeaks.HALF; i++) {
        highest = Math.max(highest, rest.next(0));
      }
    }
    return 20 * Math.log10(highest);
  }

  private double meanAbove(double gate) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < blockCount; i++) {
      if (blocks[i] > gate) {
        sum += blocks[i];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double loudness(double meanSquare) {
    return OFFSET + 10 * Math.log10(meanSquare);
  }

  private static double power(double lufs) {
    return Math.pow(10, (lufs - OFFSET) / 10);
  }
}
