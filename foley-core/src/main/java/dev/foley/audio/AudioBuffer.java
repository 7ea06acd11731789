package dev.foley.audio;

import dev.foley.FoleyException;
import dev.foley.dsp.Resampler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of sound: planar float samples {@code [channel][frame]}, nominally in [-1, 1].
 *
 * <p>A buffer is a value: no method changes it. {@link #of} keeps the arrays it is given instead of
 * copying them, so whoever made them must not write into them afterwards. Slices share samples with
 * their origin. Thread-safe.
 */
public final class AudioBuffer {
  private static final int WAV_BLOCK_FRAMES = 1 << 16;

  private final AudioFormat format;
  private final float[][] channels;
  private final int offset;
  private final int frames;

  private AudioBuffer(AudioFormat format, float[][] channels, int offset, int frames) {
    this.format = format;
    this.channels = channels;
    this.offset = offset;
    this.frames = frames;
  }

  /**
   * Wraps sample arrays without copying them.
   *
   * @param channels one array per channel, all of one length
   */
  public static AudioBuffer of(AudioFormat format, float[]... channels) {
    Objects.requireNonNull(format, "format");
    if (channels.length != format.channels()) {
      throw new IllegalArgumentException(
          "format has " + format.channels() + " channels, samples have " + channels.length);
    }
    int frames = channels[0].length;
    for (float[] channel : channels) {
      if (channel.length != frames) {
        throw new IllegalArgumentException(
            "channels differ in length: " + frames + " and " + channel.length);
      }
    }
    return new AudioBuffer(format, channels.clone(), 0, frames);
  }

  /** Wraps mono samples without copying them. */
  public static AudioBuffer mono(int sampleRate, float[] samples) {
    return of(AudioFormat.mono(sampleRate), samples);
  }

  /** Joins buffers of one format, in order; the list must not be empty. */
  public static AudioBuffer concat(List<AudioBuffer> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to join");
    }
    AudioFormat format = parts.get(0).format;
    long total = 0;
    for (AudioBuffer part : parts) {
      part.requireFormat(format);
      total += part.frames;
    }
    float[][] joined = new float[format.channels()][Math.toIntExact(total)];
    int at = 0;
    for (AudioBuffer part : parts) {
      for (int c = 0; c < joined.length; c++) {
        part.copyTo(c, 0, joined[c], at, part.frames);
      }
      at += part.frames;
    }
    return of(format, joined);
  }

  public AudioFormat format() {
    return format;
  }

  /** Samples per channel. */
  public int frames() {
    return frames;
  }

  public double durationSeconds() {
    return (double) frames / format.sampleRate();
  }

  /** One sample. For single look-ups; loops over many samples use {@link #copyTo}. */
  public float sample(int channel, int frame) {
    Objects.checkIndex(frame, frames);
    return channels[channel][offset + frame];
  }

  /** A copy of one channel's samples. */
  public float[] channel(int channel) {
    return Arrays.copyOfRange(channels[channel], offset, offset + frames);
  }

  /** A copy of all samples, {@code [channel][frame]}. */
  public float[][] toArrays() {
    float[][] copy = new float[channels.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = channel(c);
    }
    return copy;
  }

  /** Copies {@code count} samples of a channel, starting at {@code from}, into {@code target}. */
  public void copyTo(int channel, int from, float[] target, int targetPosition, int count) {
    Objects.checkFromIndexSize(from, count, frames);
    System.arraycopy(channels[channel], offset + from, target, targetPosition, count);
  }

  /** The frames {@code from} (inclusive) to {@code to} (exclusive), sharing samples. */
  public AudioBuffer slice(int from, int to) {
    Objects.checkFromToIndex(from, to, frames);
    return new AudioBuffer(format, channels, offset + from, to - from);
  }

  /** Every sample times {@code gain} (linear). */
  public AudioBuffer scaled(float gain) {
    float[][] out = toArrays();
    for (float[] channel : out) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] *= gain;
      }
    }
    return of(format, out);
  }

  /** The mean of the channels; a mono buffer is returned as it is. */
  public AudioBuffer toMono() {
    if (channels.length == 1) {
      return this;
    }
    float[] mean = channel(0);
    for (int i = 0; i < frames; i++) {
      mean[i] = 0.5f * (mean[i] + channels[1][offset + i]);
    }
    return of(format.withChannels(1), mean);
  }

  /** Mono as two equal channels; a stereo buffer is returned as it is. */
  public AudioBuffer toStereo() {
    if (channels.length == 2) {
      return this;
    }
    return new AudioBuffer(
        format.withChannels(2), new float[][] {channels[0], channels[0]}, offset, frames);
  }

  /** The same sound at another rate, {@code round(frames * rate / sampleRate)} frames. */
  public AudioBuffer resampled(int rate) {
    if (rate == format.sampleRate()) {
      return this;
    }
    float[][] out = new float[channels.length][];
    for (int c = 0; c < out.length; c++) {
      out[c] = Resampler.resample(channel(c), format.sampleRate(), rate);
    }
    return of(new AudioFormat(rate, channels.length), out);
  }

  /** Whether every sample is a number (neither NaN nor infinite). */
  public boolean isFinite() {
    for (float[] channel : channels) {
      for (int i = offset; i < offset + frames; i++) {
        if (!Float.isFinite(channel[i])) {
          return false;
        }
      }
    }
    return true;
  }

  /** The largest magnitude of any sample; 0 for an empty buffer. */
  public float peak() {
    float peak = 0;
    for (float[] channel : channels) {
      for (int i = offset; i < offset + frames; i++) {
        peak = Math.max(peak, Math.abs(channel[i]));
      }
    }
    return peak;
  }

  /**
   * Interleaved 16-bit samples with triangular dither; values beyond full scale are clipped.
   *
   * @param ditherSeed the same seed gives the same samples
   */
  public short[] toPcm16(long ditherSeed) {
    short[] out = new short[frames * channels.length];
    for (int c = 0; c < channels.length; c++) {
      Dither dither = new Dither(ditherSeed, c);
      for (int i = 0, at = c; i < frames; i++, at += channels.length) {
        out[at] = dither.toPcm16(channels[c][offset + i], i);
      }
    }
    return out;
  }

  /**
   * Writes a WAV file; an earlier file of that name is replaced only once all is written.
   *
   * @throws FoleyException.UnwritableOutput if the file cannot be written
   * @throws FoleyException.NonFinite if a sample is not a number
   */
  public void writeWav(Path file, SampleFormat sampleFormat) {
    WavWriter writer = WavWriter.open(file, format, sampleFormat);
    try {
      for (int from = 0; from < frames; from += WAV_BLOCK_FRAMES) {
        writer.write(slice(from, Math.min(frames, from + WAV_BLOCK_FRAMES)));
      }
    } catch (Throwable failure) {
      writer.abort();
      throw failure;
    }
    writer.close();
  }

  void requireFormat(AudioFormat expected) {
    if (!format.equals(expected)) {
      throw new IllegalArgumentException("buffer is " + format + ", expected " + expected);
    }
  }

  @Override
  public String toString() {
    return "AudioBuffer[" + format + ", frames=" + frames + "]";
  }
}
