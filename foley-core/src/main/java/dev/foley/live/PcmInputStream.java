package dev.foley.live;

import java.io.InputStream;
import java.util.Objects;

/**
 * A live session as a stream of little-endian 16-bit frames. Fills every request at once. One
 * thread.
 */
final class PcmInputStream extends InputStream {
  private static final int BLOCK_FRAMES = 256;

  private final LiveFoley live;
  private final int channels;
  private final float[] block;

  /** A frame that was handed out in part. */
  private final byte[] cut;

  private int cutAt;
  private boolean closed;

  PcmInputStream(LiveFoley live) {
    this.live = live;
    this.channels = live.format().channels();
    this.block = new float[BLOCK_FRAMES * channels];
    this.cut = new byte[Short.BYTES * channels];
    this.cutAt = cut.length;
  }

  private boolean hasEnded() {
    return closed || live.isClosed();
  }

  @Override
  public int read() {
    if (hasEnded()) {
      return -1;
    }
    if (cutAt == cut.length) {
      fill(cut, 0, 1);
      cutAt = 0;
    }
    return cut[cutAt++] & 0xFF;
  }

  /**
   * What was left of a cut frame, then whole frames; a cut one only if there is no room for one.
   */
  @Override
  public int read(byte[] out, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, out.length);
    if (length == 0) {
      return 0;
    }
    if (hasEnded()) {
      return -1;
    }
    int done = 0;
    while (done < length && (cutAt < cut.length || length < cut.length)) {
      out[offset + done++] = (byte) read();
    }
    for (int left = (length - done) / cut.length; left > 0; ) {
      int count = Math.min(left, BLOCK_FRAMES);
      fill(out, offset + done, count);
      done += count * cut.length;
      left -= count;
    }
    return done;
  }

  private void fill(byte[] out, int offset, int frames) {
    live.read(block, 0, frames);
    for (int i = 0, at = offset; i < frames * channels; i++) {
      short sample = LiveFoley.pcm16(block[i]);
      out[at++] = (byte) sample;
      out[at++] = (byte) (sample >> 8);
    }
  }

  /** As much as anybody may ask: no read waits. */
  @Override
  public int available() {
    return hasEnded() ? 0 : BLOCK_FRAMES * cut.length;
  }

  @Override
  public void close() {
    closed = true;
  }
}
