package dev.foley.live;

import dev.foley.stage.FeatureMap;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Features up to the newest picture, from encoders that like to see what comes next.
 *
 * <p>Each time, a short stream over the last pictures is opened and ended "now". Of what it says
 * the beginning lacks context and is thrown away; its end lacks context too, but is all there is,
 * and is said again the next time. Between them lies what is kept. Encoders whose tokens do not
 * fall on a common grid with the latents are shown the whole window each time. One thread.
 *
 * <p>Times are latent frames from the first picture of the epoch.
 */
final class LiveFeatures {
  /** Seconds to either side that a token is taken to depend on. */
  private static final double CONTEXT_SECONDS = 0.4;

  private record Frame(long nanos, List<Picture> pictures) {}

  private final VisualEncoder encoder;
  private final ModelSpec spec;

  /** Starts of streams, and of what is kept of them, are multiples of this. */
  private final int unit;

  private final boolean whole;
  private final int context;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private VisualFeatures assembled;
  private long assembledStart;
  private long assembledUntil;

  LiveFeatures(VisualEncoder encoder, ModelSpec spec) {
    this.encoder = encoder;
    this.spec = spec;
    VisualFeatures empty = encoder.empty();
    int common = gcd(empty.visual().tokens(), empty.sync().tokens());
    int grid = spec.windowLatents() / gcd(spec.windowLatents(), common);
    this.context = (int) Math.ceil(CONTEXT_SECONDS * spec.latentRate());
    this.whole = 4 * (grid + context) > spec.windowLatents();
    this.unit = whole ? 1 : grid;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  void reset() {
    frames.clear();
    assembled = null;
    assembledStart = 0;
    assembledUntil = 0;
  }

  /**
   * Adds a picture.
   *
   * @param nanos since the first picture of the epoch
   */
  void add(long nanos, List<Picture> pictures) {
    frames.add(new Frame(nanos, pictures));
  }

  /** Number of latent frames that lie before the newest picture. */
  long latents() {
    return frames.isEmpty() ? 0 : latent(frames.getLast().nanos());
  }

  private long latent(long nanos) {
    return Math.floorDiv(nanos * spec.latentRate(), 1_000_000_000L);
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
    long start = windowStart();
    long until = latents();
    long cut = Math.max(start, down(assembledUntil - context));
    long base = Math.max(start, down(cut - context));
    if (whole || assembled == null) {
      cut = start;
      base = start;
    }
    VisualFeatures fresh = look(base, until + 1);
    assembled =
        assembled == null || whole
            ? fresh
            : new VisualFeatures(
                join(assembled.visual(), fresh.visual(), start, cut, base),
                join(assembled.sync(), fresh.sync(), start, cut, base));
    assembledStart = start;
    assembledUntil = until;
    forget();
    return assembled;
  }

  private long down(long latent) {
    return Math.floorDiv(latent, (long) unit) * unit;
  }

  private VisualFeatures look(long base, long end) {
    long origin = base * (1_000_000_000L / spec.latentRate());
    try (VisualStream stream = encoder.open()) {
      for (Frame frame : frames) {
        if (frame.nanos() >= origin) {
          MediaTime time = MediaTime.ofTicks(frame.nanos() - origin, 1, 1_000_000_000L);
          stream.push(new VideoFrame(time, frame.pictures()));
        }
      }
      stream.end(MediaTime.ofIndex(end - base, spec.latentRate()));
      return stream.window(MediaTime.ZERO);
    }
  }

  /** Old tokens up to {@code cut}, fresh ones from there on, for a window from {@code start} on. */
  private FeatureMap join(FeatureMap old, FeatureMap fresh, long start, long cut, long base) {
    int width = old.width();
    float[] values = new float[old.values().length];
    int kept = token(cut - start, old);
    System.arraycopy(
        old.values(), token(start - assembledStart, old) * width, values, 0, kept * width);
    System.arraycopy(
        fresh.values(),
        token(cut - base, old) * width,
        values,
        kept * width,
        (old.tokens() - kept) * width);
    return new FeatureMap(old.tokens(), width, values);
  }

  private int token(long latents, FeatureMap map) {
    return (int) (latents * map.tokens() / spec.windowLatents());
  }

  /** Drops pictures that no later stream begins with. */
  private void forget() {
    long next = whole ? assembledStart : down(down(assembledUntil - context) - context);
    long origin = next * (1_000_000_000L / spec.latentRate());
    List<Frame> kept = new ArrayList<>();
    for (Frame frame : frames) {
      if (frame.nanos() >= origin) {
        kept.add(frame);
      }
    }
    frames.clear();
    frames.addAll(kept);
  }
}
