package dev.foley;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sound of a request, in memory. A value; thread-safe. */
public final class FoleyAudio {
  private final AudioBuffer mix;
  private final Map<String, AudioBuffer> stems;
  private final FoleyReport report;
  private final SampleFormat sampleFormat;
  private List<FoleyAudio> variants = List.of(this);

  private FoleyAudio(
      AudioBuffer mix,
      Map<String, AudioBuffer> stems,
      FoleyReport report,
      SampleFormat sampleFormat) {
    this.mix = mix;
    this.stems = stems;
    this.report = report;
    this.sampleFormat = sampleFormat;
  }

  /** Runs a run to its end. */
  static FoleyAudio collect(FoleyRun run, Settings settings) {
    List<List<Take>> takes = new ArrayList<>();
    for (int v = 0; v < settings.variants; v++) {
      List<Take> signals = new ArrayList<>();
      for (int s = 0; s <= run.stemNames().size(); s++) {
        signals.add(new Take());
      }
      takes.add(signals);
    }
    for (FoleyRun.Stretch part = run.next(); part != null; part = run.next()) {
      for (int v = 0; v < takes.size(); v++) {
        for (int s = 0; s < takes.get(v).size(); s++) {
          takes.get(v).get(s).add(part.variants().get(v).get(s), run.expectedSamples());
        }
      }
    }
    List<FoleyAudio> variants = new ArrayList<>();
    for (int v = 0; v < takes.size(); v++) {
      List<float[]> signals = takes.get(v).stream().map(Take::finish).toList();
      if (settings.loudness != null) {
        Loudener.bring(signals, run.format(), settings.loudness);
      }
      FoleyChunk whole = chunk(0, signals, run.stemNames(), run.format());
      variants.add(
          new FoleyAudio(whole.audio(), whole.stems(), run.report(v), settings.sampleFormat));
    }
    List<FoleyAudio> shared = List.copyOf(variants);
    shared.forEach(variant -> variant.variants = shared);
    return shared.get(0);
  }

  /** The only variant of a stretch as a chunk. */
  static FoleyChunk chunk(FoleyRun.Stretch stretch, FoleyRun run) {
    return chunk(stretch.start(), stretch.variants().get(0), run.stemNames(), run.format());
  }

  private static FoleyChunk chunk(
      long start, List<float[]> signals, List<String> stemNames, AudioFormat format) {
    Map<String, AudioBuffer> stems = new LinkedHashMap<>();
    for (int s = 0; s < stemNames.size(); s++) {
      stems.put(stemNames.get(s), buffer(signals.get(s + 1), format));
    }
    return new FoleyChunk(
        start, buffer(signals.get(0), format), java.util.Collections.unmodifiableMap(stems));
  }

  private static AudioBuffer buffer(float[] mono, AudioFormat format) {
    AudioBuffer buffer = AudioBuffer.mono(format.sampleRate(), mono);
    return format.channels() == 1 ? buffer : buffer.toStereo();
  }

  public AudioFormat format() {
    return mix.format();
  }

  /** The mix. */
  public AudioBuffer buffer() {
    return mix;
  }

  /** A copy of the mix, {@code [channel][sample]}, nominally in [-1, 1]. */
  public float[][] samples() {
    return mix.toArrays();
  }

  /** The mix as interleaved 16-bit samples, dithered with the request's seed. */
  public short[] pcm16() {
    return mix.toPcm16(report.settings().seed());
  }

  /** The layers by name, in the order they were added; empty for a request without layers. */
  public Map<String, AudioBuffer> stems() {
    return stems;
  }

  /** All variants of the request, this one among them. */
  public List<FoleyAudio> variants() {
    return variants;
  }

  public FoleyReport report() {
    return report;
  }

  /**
   * Writes the mix in the request's sample format; an earlier file of that name is replaced once
   * all is written.
   *
   * @throws FoleyException.UnwritableOutput if the file cannot be written
   */
  public void writeWav(Path file) {
    WavWriter writer = WavWriter.open(file, mix.format(), sampleFormat, report.settings().seed());
    try {
      writer.write(mix);
    } catch (Throwable failure) {
      writer.abort();
      throw failure;
    }
    writer.close();
  }

  /** One growing signal. */
  private static final class Take {
    private float[] samples = new float[0];
    private int size;

    void add(float[] more, long expected) {
      long needed = (long) size + more.length;
      if (needed > Integer.MAX_VALUE - 8) {
        throw new FoleyException.OutOfMemory(
            "the sound is too long to be held in memory; use writeWav or stream", null);
      }
      if (needed > samples.length) {
        long room = Math.max(needed, Math.max(Math.min(expected, 2 * needed), size + size / 2L));
        samples = Arrays.copyOf(samples, (int) Math.min(room, Integer.MAX_VALUE - 8));
      }
      System.arraycopy(more, 0, samples, size, more.length);
      size += more.length;
    }

    float[] finish() {
      return size == samples.length ? samples : Arrays.copyOf(samples, size);
    }
  }
}
