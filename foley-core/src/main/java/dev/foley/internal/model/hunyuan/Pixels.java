package dev.foley.internal.model.hunyuan;

import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;

/** The two pictures that the visual networks see of every frame, as numbers in [-1, 1]. */
final class Pixels {
  /** Side of a Synchformer picture. */
  static final int SYNC_SIDE = 224;

  private Pixels() {}

  /** A square picture without regard to the aspect ratio, for SigLIP2. */
  static Picture square(Picture frame, int side) {
    return new ImageResampler(
            ImageResampler.Kernel.BILINEAR, frame.width(), frame.height(), side, side)
        .resize(frame);
  }

  /** The short side becomes 224, aspect ratio kept, for Synchformer; not cropped yet. */
  static Picture shortSide(Picture frame) {
    int width = frame.width();
    int height = frame.height();
    int outWidth = width <= height ? SYNC_SIDE : (int) ((long) SYNC_SIDE * width / height);
    int outHeight = width <= height ? (int) ((long) SYNC_SIDE * height / width) : SYNC_SIDE;
    return new ImageResampler(ImageResampler.Kernel.BICUBIC, width, height, outWidth, outHeight)
        .resize(frame);
  }

  /** The centre of a picture, 224 x 224. */
  static Picture syncCrop(Picture resized) {
    int left = offset(resized.width());
    int top = offset(resized.height());
    byte[] out = new byte[SYNC_SIDE * SYNC_SIDE * 3];
    for (int y = 0; y < SYNC_SIDE; y++) {
      int from = ((top + y) * resized.width() + left) * 3;
      System.arraycopy(resized.data(), from, out, y * SYNC_SIDE * 3, SYNC_SIDE * 3);
    }
    return new Picture(SYNC_SIDE, SYNC_SIDE, PixelFormat.RGB24, out);
  }

  /** A picture as planes (3, height, width), for Synchformer. */
  static float[] syncPlanes(Picture picture) {
    // The two image libraries round differently here: one divides, the other multiplies.
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (i * (float) (1.0 / 255) - 0.5f) / 0.5f;
    }
    return planes(picture, levels);
  }

  /** A picture as planes (3, height, width), for SigLIP2. */
  static float[] planes(Picture picture) {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (i / 255f - 0.5f) / 0.5f;
    }
    return planes(picture, levels);
  }

  private static int offset(int size) {
    return (int) Math.rint((size - SYNC_SIDE) / 2.0);
  }

  private static float[] planes(Picture picture, float[] levels) {
    byte[] in = picture.data();
    int plane = picture.width() * picture.height();
    float[] out = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      out[i] = levels[in[3 * i] & 0xff];
      out[plane + i] = levels[in[3 * i + 1] & 0xff];
      out[2 * plane + i] = levels[in[3 * i + 2] & 0xff];
    }
    return out;
  }
}
