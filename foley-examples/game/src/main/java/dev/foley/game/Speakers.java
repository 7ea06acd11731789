package dev.foley.game;

import dev.foley.live.LiveFoley;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The audio thread of the windowed game: a line of javax.sound that pulls from the session. */
final class Speakers implements Runnable {
  private static final int BLOCK_MILLIS = 10;
  private static final int BUFFER_BLOCKS = 5;

  private final LiveFoley live;
  private final SourceDataLine line;
  private final int blockBytes;
  private volatile boolean stopped;

  /**
   * @throws LineUnavailableException if the machine has no sound card, or it is taken
   */
  Speakers(LiveFoley live) throws LineUnavailableException {
    this.live = live;
    int channels = live.format().channels();
    AudioFormat format = new AudioFormat(live.format().sampleRate(), 16, channels, true, false);
    this.blockBytes = live.format().sampleRate() * BLOCK_MILLIS / 1000 * 2 * channels;
    try {
      this.line = AudioSystem.getSourceDataLine(format);
    } catch (IllegalArgumentException e) {
      LineUnavailableException none = new LineUnavailableException(e.getMessage());
      none.initCause(e);
      throw none;
    }
    line.open(format, BUFFER_BLOCKS * blockBytes);
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    byte[] block = new byte[blockBytes];
    line.start();
    try (InputStream sound = live.inputStream()) {
      while (!stopped) {
        int count = sound.read(block, 0, block.length);
        if (count < 0) {
          return;
        }
        line.write(block, 0, count);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a stream without input or output failed", e);
    } finally {
      line.close();
    }
  }
}
