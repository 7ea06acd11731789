package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavWriterTest {
  private static final AudioFormat MONO = AudioFormat.mono(48_000);
  private static final AudioFormat STEREO = AudioFormat.stereo(44_100);

  @TempDir Path folder;

  @Test
  void theJdkReadsWhatIsWritten() throws Exception {
    Path file = folder.resolve("a.wav");
    AudioBuffer.of(STEREO, new float[] {0.5f, -0.5f, 0}, new float[] {-1, 1, 0.25f})
        .writeWav(file, SampleFormat.PCM24);

    byte[] bytes = Files.readAllBytes(file);
    try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      assertEquals(3, in.getFrameLength());
      assertEquals(44_100f, in.getFormat().getSampleRate());
      assertEquals(2, in.getFormat().getChannels());
      ByteBuffer samples = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(18, samples.remaining());
      assertEquals(0x40, samples.get(2), "0.5 is 0x400000");
      assertEquals((byte) 0x80, samples.get(5), "-1 is 0x800000");
      assertEquals(0x7F, samples.get(11), "+1 clips to 0x7FFFFF");
    }
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void headerSizesAreTrueAlsoForOddData(SampleFormat sampleFormat) throws IOException {
    Path file = folder.resolve("odd.wav");
    AudioBuffer.mono(48_000, new float[] {0.1f, 0.2f, 0.3f}).writeWav(file, sampleFormat);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(bytes.limit() - 8, bytes.getInt(4), "RIFF size");
    int at = WavHeader.length(sampleFormat);
    assertEquals(3 * sampleFormat.bytes(), bytes.getInt(at - 4), "data size");
    assertEquals(0, bytes.limit() % 2, "chunks are padded to even lengths");
    assertEquals(3, WavReader.read(file).frames());
  }

  @Test
  void becomesRf64BeyondTheLimitOfRiff() throws IOException {
    Path file = folder.resolve("large.wav");
    float[] samples = new float[1000];
    samples[999] = 0.5f;
    try (WavWriter writer = WavWriter.open(file, MONO, SampleFormat.FLOAT32, 0, 2000)) {
      writer.write(AudioBuffer.mono(48_000, samples));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals("RF64", text(bytes, 0));
    assertEquals(-1, bytes.getInt(4));
    assertEquals("ds64", text(bytes, 12));
    assertEquals(bytes.limit() - 8, bytes.getLong(20));
    assertEquals(4000, bytes.getLong(28));
    assertEquals(1000, bytes.getLong(36));
    try (WavReader reader = WavReader.open(file)) {
      assertTrue(reader.isRf64());
      assertEquals(1000, reader.frames());
      assertEquals(0.5f, reader.read(1000).sample(0, 999));
    }
  }

  @Test
  void theHeaderOfFiveGibibytesStatesSixtyFourBitSizes() {
    long frames = 5L << 30;
    ByteBuffer header = WavHeader.encode(MONO, SampleFormat.PCM16, frames, WavHeader.MAX_RIFF_SIZE);
    assertEquals("RF64", text(header, 0));
    assertEquals(2 * frames, header.getLong(28));
    assertEquals(-1, header.getInt(header.limit() - 4));
  }

  @Test
  void nothingStandsUnderTheNameUntilClose() throws IOException {
    Path file = folder.resolve("b.wav");
    Files.writeString(file, "earlier");
    WavWriter writer = WavWriter.open(file, MONO, SampleFormat.PCM16);
    writer.write(AudioBuffer.mono(48_000, new float[100_000]));
    assertEquals("earlier", Files.readString(file));
    writer.close();
    assertDoesNotThrow(writer::close);
    assertEquals(100_000, WavReader.read(file).frames());
    assertEquals(List.of("b.wav"), names());
    assertThrows(
        IllegalStateException.class, () -> writer.write(AudioBuffer.mono(48_000, new float[1])));
  }

  @Test
  void abortLeavesNothing() throws IOException {
    WavWriter writer = WavWriter.open(folder.resolve("c.wav"), MONO, SampleFormat.PCM16);
    writer.write(AudioBuffer.mono(48_000, new float[10]));
    writer.abort();
    writer.abort();
    writer.close();
    assertEquals(List.of(), names());
  }

  @Test
  void notANumberIsAFailureAndLeavesNothing() throws IOException {
    AudioBuffer bad = AudioBuffer.mono(48_000, new float[] {0, Float.NaN});
    assertThrows(
        FoleyException.NonFinite.class,
        () -> bad.writeWav(folder.resolve("d.wav"), SampleFormat.FLOAT32));
    assertEquals(List.of(), names());
  }

  @Test
  void unwritablePlacesAreKnownAtOnce() throws IOException {
    Path plainFile = Files.writeString(folder.resolve("plain"), "");
    for (Path bad :
        List.of(
            folder.resolve("missing/x.wav"), plainFile.resolve("x.wav"), folder, Path.of("/"))) {
      assertThrows(
          FoleyException.UnwritableOutput.class,
          () -> WavWriter.open(bad, MONO, SampleFormat.PCM16),
          bad.toString());
    }
    assertEquals(List.of("plain"), names());
  }

  @Test
  void aDeviceIsRefusedBecauseTheRenameWouldReplaceIt() {
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> WavWriter.open(Path.of("/dev/null"), MONO, SampleFormat.PCM16));
  }

  @Test
  void anInterruptedWriterCancelsAndLeavesNothing() throws IOException {
    WavWriter writer = WavWriter.open(folder.resolve("e.wav"), MONO, SampleFormat.PCM16);
    Thread.currentThread().interrupt();
    assertThrows(
        FoleyException.Cancelled.class,
        () -> writer.write(AudioBuffer.mono(48_000, new float[10])));
    assertTrue(Thread.interrupted(), "the interrupt stays visible");
    assertEquals(List.of(), names());
  }

  @Test
  void theSameSeedGivesTheSameBytesWhateverTheBlocks() throws IOException {
    float[] samples = new float[50_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * 0.01);
    }
    Path whole = folder.resolve("whole.wav");
    try (WavWriter writer = WavWriter.open(whole, MONO, SampleFormat.PCM16, 5)) {
      writer.write(AudioBuffer.mono(48_000, samples));
    }
    Path pieces = folder.resolve("pieces.wav");
    try (WavWriter writer = WavWriter.open(pieces, MONO, SampleFormat.PCM16, 5)) {
      AudioBuffer all = AudioBuffer.mono(48_000, samples);
      for (int from = 0; from < 50_000; from += 777) {
        writer.write(all.slice(from, Math.min(50_000, from + 777)));
      }
    }
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(pieces));
  }

  @Test
  void aBufferOfAnotherFormatIsRefused() {
    try (WavWriter writer = WavWriter.open(folder.resolve("f.wav"), MONO, SampleFormat.PCM16)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.write(AudioBuffer.mono(44_100, new float[1])));
    }
    assertFalse(Files.notExists(folder.resolve("f.wav")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String text(ByteBuffer bytes, int at) {
    byte[] letters = new byte[4];
    bytes.get(at, letters);
    return new String(letters, StandardCharsets.US_ASCII);
  }
}
