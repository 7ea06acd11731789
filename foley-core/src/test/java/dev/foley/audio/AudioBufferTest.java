package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AudioBufferTest {
  private final AudioBuffer stereo =
      AudioBuffer.of(AudioFormat.stereo(8000), new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8});

  @Test
  void slicesNestAndJoinBack() {
    AudioBuffer middle = stereo.slice(1, 4).slice(0, 2);
    assertArrayEquals(new float[] {2, 3}, middle.channel(0));
    assertArrayEquals(new float[] {6, 7}, middle.channel(1));
    assertEquals(7, middle.sample(1, 1));
    AudioBuffer joined = AudioBuffer.concat(List.of(stereo.slice(0, 1), stereo.slice(1, 4)));
    assertArrayEquals(stereo.toArrays(), joined.toArrays());
    assertEquals(4.0 / 8000, stereo.durationSeconds());
  }

  @Test
  void aSliceHidesItsNeighbours() {
    AudioBuffer slice = stereo.slice(1, 2);
    assertThrows(IndexOutOfBoundsException.class, () -> slice.sample(0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.copyTo(0, 0, new float[2], 0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.slice(0, 2));
    assertEquals(6, slice.peak());
  }

  @Test
  void channelsConvert() {
    assertArrayEquals(new float[] {4, 5}, stereo.slice(1, 3).toMono().channel(0));
    AudioBuffer doubled = AudioBuffer.mono(8000, new float[] {1, 2}).slice(1, 2).toStereo();
    assertArrayEquals(new float[][] {{2}, {2}}, doubled.toArrays());
    assertArrayEquals(
        new float[] {-2, -4}, AudioBuffer.mono(8000, new float[] {1, 2}).scaled(-2).channel(0));
  }

  @Test
  void changesItsRate() {
    AudioBuffer doubled = stereo.resampled(16_000);
    assertEquals(AudioFormat.stereo(16_000), doubled.format());
    assertEquals(8, doubled.frames());
    assertEquals(stereo, stereo.resampled(8000));
  }

  @Test
  void whatIsNotANumberIsSeen() {
    assertTrue(stereo.isFinite());
    AudioBuffer bad = AudioBuffer.mono(8000, new float[] {0, Float.POSITIVE_INFINITY, 0});
    assertFalse(bad.isFinite());
    assertTrue(bad.slice(2, 3).isFinite());
  }

  @Test
  void interleavesSixteenBits() {
    short[] pcm =
        AudioBuffer.of(AudioFormat.stereo(8000), new float[] {0.5f}, new float[] {-2}).toPcm16(1);
    assertEquals(16_384, pcm[0], 1);
    assertEquals(Short.MIN_VALUE, pcm[1]);
  }

  @Test
  void wrongShapesAreRefused() {
    AudioFormat format = AudioFormat.stereo(8000);
    assertThrows(IllegalArgumentException.class, () -> AudioBuffer.of(format, new float[2]));
    assertThrows(
        IllegalArgumentException.class, () -> AudioBuffer.of(format, new float[2], new float[3]));
    assertThrows(IllegalArgumentException.class, () -> new AudioFormat(48_000, 3));
    assertThrows(IllegalArgumentException.class, () -> new AudioFormat(0, 1));
    assertThrows(IllegalArgumentException.class, () -> AudioBuffer.concat(List.of()));
  }
}
