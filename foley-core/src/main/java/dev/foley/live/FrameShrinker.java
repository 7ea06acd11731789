package dev.foley.live;

import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Brings a render thread's picture into the small one that a model looks at, without allocating and
 * in a time that does not grow with the picture: each target pixel is the mean of at most {@value
 * #TAPS} x {@value #TAPS} pixels spread evenly over the area it covers (all of them up to 640x360
 * for a target of 128x72). One thread.
 */
final class FrameShrinker {
  static final int TAPS = 5;

  private static final int RED = 19_595;
  private static final int GREEN = 38_470;
  private static final int BLUE = 7_471;

  private final FrameFormat source;
  private final int width;
  private final int height;
  private final boolean gray;
  private final int[] columns;
  private final int[] rows;
  private final int columnTaps;
  private final int rowTaps;
  private final int[] sums;

  FrameShrinker(FrameFormat source, FrameSpec target) {
    this.source = source;
    this.width = target.isNativeSize() ? source.width() : target.width();
    this.height = target.isNativeSize() ? source.height() : target.height();
    this.gray = target.format() == PixelFormat.GRAY8;
    this.columnTaps = taps(source.width(), width);
    this.rowTaps = taps(source.height(), height);
    this.columns = positions(source.width(), width, columnTaps);
    this.rows = positions(source.height(), height, rowTaps);
    this.sums = new int[3 * width];
    for (int i = 0; i < columns.length; i++) {
      columns[i] *= source.layout().bytes;
    }
    for (int i = 0; i < rows.length; i++) {
      int row = source.bottomUp() ? source.height() - 1 - rows[i] : rows[i];
      rows[i] = row * source.stride();
    }
  }

  private static int taps(int source, int target) {
    return Math.max(1, Math.min(TAPS, (source + target - 1) / target));
  }

  /** Source positions of every target position, evenly spread over what it covers. */
  private static int[] positions(int source, int target, int taps) {
    int[] positions = new int[target * taps];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (int) ((2L * i + 1) * source / (2L * positions.length));
    }
    return positions;
  }

  /** Bytes of a target picture. */
  int bytes() {
    return width * height * (gray ? 1 : 3);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Reads the picture at the buffer's position, which stays where it is. */
  void shrink(ByteBuffer from, byte[] to) {
    int at = 0;
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < rowTaps; k++) {
        int row = from.position() + rows[y * rowTaps + k];
        if (source.layout() == FrameFormat.Layout.GRAY) {
          addGray(from, row);
        } else {
          addColour(from, row);
        }
      }
      at = store(to, at);
    }
  }

  private void addGray(ByteBuffer from, int row) {
    for (int x = 0, tap = 0; x < width; x++) {
      int sum = 0;
      for (int k = 0; k < columnTaps; k++, tap++) {
        sum += from.get(row + columns[tap]) & 0xFF;
      }
      sums[3 * x] += sum;
      sums[3 * x + 1] += sum;
      sums[3 * x + 2] += sum;
    }
  }

  private void addColour(ByteBuffer from, int row) {
    int red = source.layout().red;
    int green = source.layout().green;
    int blue = source.layout().blue;
    for (int x = 0, tap = 0; x < width; x++) {
      for (int k = 0; k < columnTaps; k++, tap++) {
        int pixel = row + columns[tap];
        sums[3 * x] += from.get(pixel + red) & 0xFF;
        sums[3 * x + 1] += from.get(pixel + green) & 0xFF;
        sums[3 * x + 2] += from.get(pixel + blue) & 0xFF;
      }
    }
  }

  private int store(byte[] to, int start) {
    int at = start;
    int count = columnTaps * rowTaps;
    for (int x = 0; x < width; x++) {
      int r = sums[3 * x];
      int g = sums[3 * x + 1];
      int b = sums[3 * x + 2];
      if (gray) {
        int luma = (RED * r + GREEN * g + BLUE * b) / count;
        to[at++] = (byte) ((luma + (1 << 15)) >> 16);
      } else {
        to[at++] = (byte) ((r + count / 2) / count);
        to[at++] = (byte) ((g + count / 2) / count);
        to[at++] = (byte) ((b + count / 2) / count);
      }
    }
    return at;
  }
}
