package dev.foley.media.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads raw pictures from a child's stdout on a daemon thread. Reading a pipe cannot be
 * interrupted; waiting for this thread can, so that a child that hangs holds up nobody. At most two
 * pictures wait here.
 */
final class PictureReader extends Thread {
  private final InputStream in;
  private final int size;
  private final BlockingQueue<byte[]> pictures = new ArrayBlockingQueue<>(1);
  private volatile IOException failure;

  /**
   * @param size bytes of a picture
   */
  PictureReader(InputStream in, int size) {
    super("foley-ffmpeg-pictures");
    this.in = in;
    this.size = size;
    setDaemon(true);
  }

  @Override
  public void run() {
    try (in) {
      byte[] picture;
      do {
        picture = read();
        pictures.put(picture);
      } while (picture.length == size);
    } catch (IOException e) {
      // From closing, after the last picture was handed over: nothing is lost.
    } catch (InterruptedException e) {
      // Nobody wants more pictures.
      interrupt();
    }
  }

  /** A picture, or less than one at the end. */
  private byte[] read() {
    try {
      return in.readNBytes(size);
    } catch (IOException e) {
      failure = e;
      return new byte[0];
    }
  }

  /**
   * Waits for the next picture; {@code null} after the last. Not to be asked again after that.
   *
   * @throws IOException if reading failed
   */
  byte[] next() throws IOException, InterruptedException {
    byte[] picture = pictures.take();
    if (picture.length == size) {
      return picture;
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }
}
