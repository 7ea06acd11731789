package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoudnessSinkTest {
  private static final int RATE = 48_000;

  @TempDir Path folder;

  @Test
  void reachesTheTargetFromEitherSide() {
    for (double peak : new double[] {0.01, 0.9}) {
      AudioBuffer sound = AudioBuffer.mono(RATE, Tones.noise(1, 3 * RATE, peak));
      AudioBuffer normalized = LoudnessSink.normalized(sound, -23, -1);
      assertEquals(-23, LoudnessMeter.integrated(normalized), 0.05);
    }
  }

  @Test
  void theSinkGivesWhatOnePieceGives() {
    Path file = folder.resolve("a.wav");
    AudioBuffer sound = AudioBuffer.mono(RATE, Tones.noise(2, 100_000, 0.05));
    LoudnessSink sink =
        new LoudnessSink(WavWriter.open(file, sound.format(), SampleFormat.FLOAT32), -16, -3);
    for (int from = 0; from < sound.frames(); from += 10_000) {
      sink.write(sound.slice(from, from + 10_000));
    }
    assertFalse(Files.exists(file));
    sink.close();
    sink.close();
    AudioBuffer written = WavReader.read(file);
    assertArrayEquals(LoudnessSink.normalized(sound, -16, -3).channel(0), written.channel(0));
    assertTrue(LoudnessMeter.truePeak(written) <= -3);
  }

  @Test
  void silenceStaysSilenceAndQuietIsNotRaisedWithoutBounds() {
    AudioBuffer silence = AudioBuffer.mono(RATE, new float[RATE]);
    assertEquals(0, LoudnessSink.normalized(silence, -16, -1).peak());
    assertEquals(LoudnessSink.MAX_BOOST_DB, LoudnessSink.gainDb(-69, -16));
    assertEquals(0, LoudnessSink.gainDb(Double.NEGATIVE_INFINITY, -16));
    assertEquals(-10, LoudnessSink.gainDb(-13, -23));
    assertThrows(IllegalArgumentException.class, () -> LoudnessSink.gainDb(-20, 3));
  }

  @Test
  void abortAndFailureReachTheNextSink() {
    List<String> calls = new ArrayList<>();
    LoudnessSink aborted = new LoudnessSink(recorder(calls, false), -23, -1);
    aborted.write(AudioBuffer.mono(RATE, new float[10]));
    aborted.abort();
    aborted.close();
    assertEquals(List.of("abort"), calls);

    calls.clear();
    LoudnessSink failing = new LoudnessSink(recorder(calls, true), -23, -1);
    failing.write(AudioBuffer.mono(RATE, new float[1000]));
    assertThrows(FoleyException.UnwritableOutput.class, failing::close);
    assertEquals(List.of("write", "abort"), calls);
  }

  @Test
  void whatCannotBeOpenedLeavesNoFolder() throws Exception {
    AudioSink gone =
        new AudioSink() {
          private int asked;

          @Override
          public AudioFormat format() {
            // The meter's question is answered, that for the temporary file is not.
            if (asked++ > 0) {
              throw new IllegalStateException("gone");
            }
            return AudioFormat.mono(RATE);
          }

          @Override
          public void write(AudioBuffer buffer) {}

          @Override
          public void close() {}

          @Override
          public void abort() {}
        };
    Set<Path> before = temporaryFolders();
    assertThrows(IllegalStateException.class, () -> new LoudnessSink(gone, -23, -1));
    Set<Path> left = temporaryFolders();
    left.removeAll(before);
    assertEquals(Set.of(), left);
  }

  private static Set<Path> temporaryFolders() throws IOException {
    Set<Path> found = new HashSet<>();
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    try (var folders = Files.newDirectoryStream(all, "foley-loudness*")) {
      folders.forEach(found::add);
    }
    return found;
  }

  private static AudioSink recorder(List<String> calls, boolean full) {
    return new AudioSink() {
      @Override
      public AudioFormat format() {
        return AudioFormat.mono(RATE);
      }

      @Override
      public void write(AudioBuffer buffer) {
        calls.add("write");
        if (full) {
          throw new FoleyException.UnwritableOutput("full", null);
        }
      }

      @Override
      public void close() {
        calls.add("close");
      }

      @Override
      public void abort() {
        calls.add("abort");
      }
    };
  }
}
