package dev.foley.web;

import dev.foley.FoleyException;
import dev.foley.audio.AudioBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Sound that can be heard while it is made: one writer, any number of listeners, each of whom gets
 * all of it from the start and waits for more. It goes through a file, so memory does not depend on
 * its length. The file is deleted when the writer and the last listener have left.
 */
final class LivePreview implements AutoCloseable {
  private static final int BLOCK = 1 << 14;

  private final Path file;
  private final FileChannel channel;
  private final long ditherSeed;
  private long written;
  private int users = 1;
  private boolean ended;

  LivePreview(Path file, long ditherSeed) {
    this.file = file;
    this.ditherSeed = ditherSeed;
    try {
      this.channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Adds sound; the first call fixes rate and channels. */
  void write(AudioBuffer sound) {
    if (written() == 0) {
      append(header(sound.format().sampleRate(), sound.format().channels()));
    }
    short[] samples = sound.toPcm16(ditherSeed + written());
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    append(bytes);
  }

  /** A WAV header of unknown length, as streams have it: all ones. */
  private static ByteBuffer header(int rate, int channels) {
    ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt(-1).put(ascii("WAVEfmt ")).putInt(16);
    header.putShort((short) 1).putShort((short) channels);
    header.putInt(rate).putInt(rate * channels * 2);
    header.putShort((short) (channels * 2)).putShort((short) 16);
    return header.put(ascii("data")).putInt(-1).flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void append(ByteBuffer bytes) {
    long at = written();
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    synchronized (this) {
      written = at;
      notifyAll();
    }
  }

  private synchronized long written() {
    return written;
  }

  private FoleyException unwritable(IOException e) {
    return new FoleyException.UnwritableOutput("the preview " + file + " cannot be written", e);
  }

  /**
   * Sends everything to a listener as it comes; returns at the end, or when the listener leaves.
   *
   * @throws IOException if the listener has left
   */
  void play(OutputStream out) throws IOException, InterruptedException {
    synchronized (this) {
      if (users == 0) {
        return;
      }
      users++;
    }
    // A channel of one's own: an interrupted reader closes the channel it reads from.
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      long at = 0;
      while (awaitMore(at)) {
        block.clear();
        int read = in.read(block, at);
        out.write(block.array(), 0, read);
        out.flush();
        at += read;
      }
    } finally {
      leave();
    }
  }

  /** False at the end. */
  private synchronized boolean awaitMore(long at) throws InterruptedException {
    while (written <= at && !ended) {
      wait();
    }
    return written > at;
  }

  /** No more will come. */
  @Override
  public void close() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      notifyAll();
    }
    leave();
  }

  private void leave() {
    synchronized (this) {
      if (--users > 0) {
        return;
      }
    }
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The job's folder is deleted as a whole later.
    }
  }
}
