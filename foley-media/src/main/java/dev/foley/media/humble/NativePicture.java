package dev.foley.media.humble;

import io.humble.ferry.Buffer;
import io.humble.video.MediaPicture;
import io.humble.video.PixelFormat;
import java.nio.ByteBuffer;

/**
 * A native picture whose memory Java can see. The memory is a little larger than the picture: the
 * vector code of the native scaler writes whole vectors and so past the end of a last row that is
 * no multiple of its width.
 */
final class NativePicture implements AutoCloseable {
  private static final int SLACK = 256;

  private final ByteBuffer memory;
  private final Buffer buffer;
  private final MediaPicture picture;

  NativePicture(int width, int height, PixelFormat.Type format) {
    int size = PixelFormat.getBufferSizeNeeded(width, height, format);
    memory = ByteBuffer.allocateDirect(size + SLACK);
    buffer = Buffer.make(null, memory, 0, size);
    picture = MediaPicture.make(buffer, width, height, format);
  }

  MediaPicture picture() {
    return picture;
  }

  /** Copies bytes out, starting at an offset into the picture's planes laid end to end. */
  void read(int offset, byte[] into) {
    memory.get(offset, into);
  }

  /** Copies bytes in. */
  void write(int offset, byte[] from) {
    memory.put(offset, from);
  }

  @Override
  public void close() {
    picture.delete();
    buffer.delete();
  }
}
