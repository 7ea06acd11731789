package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WavProperties {
  /** Whatever is written is read back within one step of the format, frame by frame. */
  @Property(tries = 60)
  void writtenSamplesComeBack(
      @ForAll SampleFormat sampleFormat,
      @ForAll @IntRange(min = 1, max = 2) int channels,
      @ForAll @IntRange(min = 0, max = 70_000) int frames,
      @ForAll @IntRange(min = 1, max = 40_000) int blockFrames,
      @ForAll long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] samples = new float[channels][frames];
    for (float[] channel : samples) {
      for (int i = 0; i < frames; i++) {
        channel[i] = (float) (0.99 * (2 * random.nextDouble() - 1));
      }
    }
    AudioBuffer sound = AudioBuffer.of(new AudioFormat(48_000, channels), samples);
    // PCM16: half a step of rounding and up to one of dither. PCM24: half a step. Floats: exact.
    double tolerance =
        switch (sampleFormat) {
          case PCM16 -> 1.5 / 32_768 + 1e-7;
          case PCM24 -> 0.5 / 8_388_608 + 1e-9;
          case FLOAT32 -> 0;
        };
    Path file = Files.createTempFile("wav-properties", ".wav");
    try {
      try (WavWriter writer = WavWriter.open(file, sound.format(), sampleFormat, seed)) {
        for (int from = 0; from < frames; from += blockFrames) {
          writer.write(sound.slice(from, Math.min(frames, from + blockFrames)));
        }
      }
      AudioBuffer back = WavReader.read(file);
      assertEquals(sound.format(), back.format());
      assertEquals(frames, back.frames());
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < frames; i++) {
          assertEquals(samples[c][i], back.sample(c, i), tolerance);
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
