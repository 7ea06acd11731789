package dev.foley.jshell;

import dev.foley.audio.AudioBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** Sound through the machine's loudspeakers. */
final class Playback {
  private Playback() {}

  static void play(AudioBuffer audio) {
    AudioFormat format =
        new AudioFormat(audio.format().sampleRate(), 16, audio.format().channels(), true, false);
    short[] samples = audio.toPcm16(0);
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    // Without a device the JDK says so by either of these.
    try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
      line.open(format);
      line.start();
      line.write(bytes.array(), 0, bytes.capacity());
      line.drain();
    } catch (LineUnavailableException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "this machine has no sound output for " + format + "; use writeWav(path) instead", e);
    }
  }
}
