package dev.foley.training.scene;

import java.util.SplittableRandom;

/** Turns linear light into the 8-bit pictures a cheap camera and encoder would deliver. */
final class PictureEffects {
  private static final int CURVE = 4096;
  private static final float[] NOISE = new float[1 << 16];

  static {
    SplittableRandom random = new SplittableRandom(20261123);
    for (int i = 0; i < NOISE.length; i++) {
      NOISE[i] = (float) random.nextGaussian();
    }
  }

  private final Footage footage;
  private final int width;
  private final int height;
  private final byte[] curve = new byte[CURVE + 1];
  private final float[] line;
  private final BlockCodec codec;

  PictureEffects(Footage footage, int width, int height) {
    this.footage = footage;
    this.width = width;
    this.height = height;
    line = new float[Math.max(width, height) * 3];
    codec = footage.quantiser() > 0 ? new BlockCodec(width, height, footage.quantiser()) : null;
    for (int i = 0; i <= CURVE; i++) {
      // A soft shoulder above 0.8 keeps highlights and flashes from clipping to flat white.
      double x = 2.0 * i / CURVE;
      double y = x < 0.8 ? x : 0.8 + 0.2 * (1 - Math.exp(-(x - 0.8) / 0.25));
      curve[i] = (byte) (int) Math.round(255 * Math.pow(y, 1 / footage.gamma()));
    }
  }

  /** {@code light} is linear RGB and is overwritten; {@code brightness} multiplies the exposure. */
  byte[] develop(float[] light, double brightness, int frame) {
    for (int pass = 0; pass < footage.blurPasses(); pass++) {
      blur(light);
    }
    float gain = (float) (footage.exposure() * brightness * CURVE / 2);
    byte[] out = new byte[light.length];
    for (int i = 0; i < out.length; i++) {
      int k = (int) (light[i] * gain);
      out[i] = curve[k < 0 ? 0 : Math.min(k, CURVE)];
    }
    if (footage.noise() > 0) {
      addNoise(out, new SplittableRandom(footage.seed() + frame));
    }
    bars(out);
    if (codec != null) {
      codec.pass(out);
    }
    return out;
  }

  private void blur(float[] p) {
    for (int y = 0; y < height; y++) {
      blurLine(p, y * width * 3, 3, width);
    }
    for (int x = 0; x < width; x++) {
      blurLine(p, x * 3, width * 3, height);
    }
  }

  private void blurLine(float[] p, int start, int step, int n) {
    for (int c = 0; c < 3; c++) {
      for (int i = 0, o = start + c; i < n; i++, o += step) {
        line[i] = p[o];
      }
      for (int i = 0, o = start + c; i < n; i++, o += step) {
        float before = line[i == 0 ? 0 : i - 1];
        float after = line[i == n - 1 ? i : i + 1];
        p[o] = 0.25f * before + 0.5f * line[i] + 0.25f * after;
      }
    }
  }

  private void addNoise(byte[] out, SplittableRandom random) {
    float sigma = (float) footage.noise();
    int at = 0;
    for (int i = 0; i < out.length; i += 3) {
      if (i % (width * 3) == 0) {
        at = random.nextInt(NOISE.length);
      }
      float n = sigma * NOISE[at++ & 0xffff];
      for (int c = 0; c < 3; c++) {
        int v = (int) ((out[i + c] & 255) + n + 0.5f);
        out[i + c] = (byte) (v < 0 ? 0 : Math.min(v, 255));
      }
    }
  }

  private void bars(byte[] out) {
    int top = (int) (footage.letterbox() * height);
    int side = (int) (footage.pillarbox() * width);
    for (int y = 0; y < height && (top > 0 || side > 0); y++) {
      boolean whole = y < top || y >= height - top;
      for (int x = 0; x < width; x++) {
        if (whole || x < side || x >= width - side) {
          int o = (y * width + x) * 3;
          out[o] = 0;
          out[o + 1] = 0;
          out[o + 2] = 0;
        }
      }
    }
  }
}
