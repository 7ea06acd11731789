package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyGenerator;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.WavReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's three lines with the embedded model, the libraries and nothing else. */
class ReadmeSnippetTest {
  @TempDir Path folder;

  private Path run(Path clip, String name) {
    Path out = folder.resolve(name);
    try (var foley = FoleyGenerator.create()) {
      foley.video(clip).prompt("footsteps on wood").seed(7).generate().writeWav(out);
    }
    return out;
  }

  @Test
  void makesTheSameSoundAsLongAsTheVideoTwice() throws Exception {
    Path clip = Path.of("samples", "bouncing-ball.mp4");
    Path first = run(clip, "first.wav");
    AudioBuffer sound = WavReader.read(first);
    assertEquals(6 * 48_000, sound.frames());
    assertTrue(sound.peak() > 0.01, "silence");
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(run(clip, "second.wav")));
  }
}
