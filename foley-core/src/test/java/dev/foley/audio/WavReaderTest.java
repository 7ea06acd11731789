package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavReaderTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheJdkWrites() throws IOException {
    ByteBuffer pcm = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    pcm.putInt(1 << 30).putInt(Integer.MIN_VALUE);
    var format = new javax.sound.sampled.AudioFormat(22_050, 32, 1, true, false);
    Path file = folder.resolve("jdk.wav");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, 2),
        AudioFileFormat.Type.WAVE,
        file.toFile());
    AudioBuffer read = WavReader.read(file);
    assertEquals(AudioFormat.mono(22_050), read.format());
    assertEquals(0.5f, read.sample(0, 0));
    assertEquals(-1f, read.sample(0, 1));
  }

  @Test
  void aFileCutShortGivesTheFramesThatAreThere() throws IOException {
    Path file = write(1000);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 201));
    assertEquals(899, WavReader.read(file).frames());
  }

  @Test
  void anUnknownSizeMeansToTheEnd() throws IOException {
    Path file = write(1000);
    byte[] bytes = Files.readAllBytes(file);
    int sizeAt = WavHeader.length(SampleFormat.PCM16) - 4;
    for (int unknown : new int[] {0, -1}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(sizeAt, unknown);
      Files.write(file, bytes);
      assertEquals(1000, WavReader.read(file).frames());
    }
  }

  @Test
  void everyCutHeaderIsATypedFailure() throws IOException {
    Path file = write(10);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < WavHeader.length(SampleFormat.PCM16); length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(FoleyException.UnreadableMedia.class, () -> WavReader.read(file));
    }
  }

  @Test
  void foreignFilesAreATypedFailure() throws IOException {
    Path text = Files.writeString(folder.resolve("text.wav"), "not a sound at all, only letters");
    assertThrows(FoleyException.UnreadableMedia.class, () -> WavReader.open(text));
    assertThrows(
        FoleyException.UnreadableMedia.class, () -> WavReader.open(folder.resolve("none.wav")));
    assertThrows(FoleyException.UnreadableMedia.class, () -> WavReader.open(folder));
  }

  @Test
  void anInterruptCancelsAndIsNoDamage() throws IOException {
    Path file = write(100);
    try (WavReader reader = WavReader.open(file)) {
      Thread.currentThread().interrupt();
      assertThrows(FoleyException.Cancelled.class, () -> reader.read(10));
      assertTrue(Thread.interrupted(), "the interrupt stays visible");
    }
  }

  @Test
  void hostileSizesDoNotAllocate() throws IOException {
    Path file = write(10);
    byte[] bytes = Files.readAllBytes(file);
    // The format chunk claims 2 GiB.
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(52, 0x7FFFFFFF);
    Files.write(file, bytes);
    assertThrows(FoleyException.UnreadableMedia.class, () -> WavReader.read(file));
  }

  private Path write(int frames) {
    Path file = folder.resolve("x.wav");
    AudioBuffer.mono(48_000, new float[frames]).writeWav(file, SampleFormat.PCM16);
    return file;
  }
}
