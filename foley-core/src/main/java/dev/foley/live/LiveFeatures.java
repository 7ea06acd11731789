package dev.foley.live;

import dev.foley.stage.ModelSpec;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.util.List;

/**
 * Features up to the newest picture. Each picture is looked at when it comes, so that little is
 * left to do when a window is due. One thread.
 *
 * <p>Times are latent frames from the first picture of the epoch.
 */
final class LiveFeatures implements AutoCloseable {
  /** With fewer places in a window to start at, windows would come too far apart. */
  private static final int LEAST_UNITS = 4;

  private final VisualEncoder encoder;
  private final ModelSpec spec;

  /** Windows start at multiples of this: where tokens of all kinds start, if that is often. */
  private final int unit;

  private VisualStream stream;
  private long latestNanos = -1;

  LiveFeatures(VisualEncoder encoder, ModelSpec spec) {
    this.encoder = encoder;
    this.spec = spec;
    VisualFeatures empty = encoder.empty();
    int common = gcd(empty.visual().tokens(), empty.sync().tokens());
    int grid = spec.windowLatents() / gcd(spec.windowLatents(), common);
    this.unit = LEAST_UNITS * grid > spec.windowLatents() ? 1 : grid;
    this.stream = encoder.open();
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  void reset() {
    stream.close();
    stream = encoder.open();
    latestNanos = -1;
  }

  /**
   * Adds a picture.
   *
   * @param nanos since the first picture of the epoch
   */
  void add(long nanos, List<Picture> pictures) {
    stream.push(new VideoFrame(MediaTime.ofTicks(nanos, 1, 1_000_000_000L), pictures));
    latestNanos = nanos;
  }

  /** Number of latent frames that lie before the newest picture. */
  long latents() {
    return latestNanos < 0 ? 0 : Math.floorDiv(latestNanos * spec.latentRate(), 1_000_000_000L);
  }

  /** Where a window that ends at or after the newest picture may start. */
  long windowStart() {
    long start = Math.max(0, latents() - spec.windowLatents());
    return (start + unit - 1) / unit * unit;
  }

  /**
   * Features of the window from {@link #windowStart()} on; behind the newest picture nothing moves.
   */
  VisualFeatures window() {
    MediaTime start = MediaTime.ofIndex(windowStart(), spec.latentRate());
    VisualFeatures features = stream.glimpse(start);
    stream.release(start);
    // Nobody asks for these; they must not pile up.
    stream.drainEvents();
    stream.drainActivity();
    return features;
  }

  @Override
  public void close() {
    stream.close();
  }
}
