package dev.foley.training.scene;

import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Renders a clip's frames as they are pulled. */
final class SceneFrames implements FrameSource {
  private final FrameRenderer renderer;
  private final PictureEffects effects;
  private final Footage footage;
  private final DoubleUnaryOperator brightness;
  private final SceneClip clip;
  private final List<FrameSpec> specs;
  private final float[] light;
  private final double interval;
  private double lastTime = Double.NEGATIVE_INFINITY;
  private int frame;

  SceneFrames(
      double interval,
      FrameRenderer renderer,
      PictureEffects effects,
      Footage footage,
      DoubleUnaryOperator brightness,
      SceneClip clip,
      List<FrameSpec> specs) {
    this.interval = interval;
    this.renderer = renderer;
    this.effects = effects;
    this.footage = footage;
    this.brightness = brightness;
    this.clip = clip;
    this.specs = specs;
    light = new float[clip.width() * clip.height() * 3];
  }

  @Override
  public VideoInfo info() {
    List<MediaTime> times = clip.frameTimes();
    return new VideoInfo(
        clip.width(),
        clip.height(),
        0,
        1 / times.get(1).seconds(),
        new MediaTime(1, 90000),
        MediaTime.ZERO,
        Optional.of(clip.duration()),
        "scene",
        "rendered",
        "rgb24",
        "scene");
  }

  @Override
  public VideoFrame next() {
    List<MediaTime> times = clip.frameTimes();
    while (frame < times.size() && times.get(frame).seconds() - lastTime < interval) {
      frame++;
    }
    if (frame == times.size()) {
      return null;
    }
    MediaTime time = times.get(frame);
    lastTime = time.seconds();
    expose(time.seconds());
    byte[] rgb = effects.develop(light, brightness.applyAsDouble(time.seconds()), frame);
    frame++;
    List<Picture> pictures = new ArrayList<>(specs.size());
    for (FrameSpec spec : specs) {
      int w = spec.isNativeSize() ? clip.width() : spec.width();
      int h = spec.isNativeSize() ? clip.height() : spec.height();
      byte[] data = scaled(rgb, w, h, spec.format());
      pictures.add(new Picture(w, h, spec.format(), data));
    }
    return new VideoFrame(time, pictures);
  }

  /** Averages the light over the shutter, which opens and closes evenly around the frame's time. */
  private void expose(double t) {
    int n = footage.shutterSamples();
    for (int k = 0; k < n; k++) {
      double shift = n == 1 ? 0 : footage.shutterSeconds() * ((double) k / (n - 1) - 0.5);
      float[] sample = renderer.render(t + shift).light;
      if (k == 0) {
        System.arraycopy(sample, 0, light, 0, light.length);
      } else {
        for (int i = 0; i < light.length; i++) {
          light[i] += (sample[i] - light[i]) / (k + 1);
        }
      }
    }
  }

  private byte[] scaled(byte[] rgb, int w, int h, PixelFormat format) {
    boolean same = w == clip.width() && h == clip.height();
    if (format == PixelFormat.RGB24) {
      return same ? rgb.clone() : AreaScaler.scale(rgb, clip.width(), clip.height(), 3, w, h);
    }
    byte[] gray = new byte[rgb.length / 3];
    for (int i = 0, o = 0; i < gray.length; i++, o += 3) {
      // BT.601 luma in 1/256 steps.
      int y = 77 * (rgb[o] & 255) + 150 * (rgb[o + 1] & 255) + 29 * (rgb[o + 2] & 255);
      gray[i] = (byte) ((y + 128) >> 8);
    }
    return same ? gray : AreaScaler.scale(gray, clip.width(), clip.height(), 1, w, h);
  }

  @Override
  public MediaTime duration() {
    if (frame < clip.frameTimes().size()) {
      throw new IllegalStateException("the clip has not been read to its end");
    }
    return clip.duration();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void close() {
    frame = clip.frameTimes().size();
  }
}
