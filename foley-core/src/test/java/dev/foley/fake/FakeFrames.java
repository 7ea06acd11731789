package dev.foley.fake;

import dev.foley.FoleyException;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Gray frames at an exact rational rate, made as they are pulled. */
public final class FakeFrames implements FrameSource {
  public static final AtomicInteger OPEN = new AtomicInteger();

  private final List<FrameSpec> specs;
  private final int frames;
  private final long rateNumerator;
  private final long rateDenominator;
  private final List<String> warnings = new ArrayList<>();
  private int pulled;
  private int failAt = -1;
  private boolean closed;

  public FakeFrames(List<FrameSpec> specs, int frames, long rateNumerator, long rateDenominator) {
    this.specs = specs;
    this.frames = frames;
    this.rateNumerator = rateNumerator;
    this.rateDenominator = rateDenominator;
    OPEN.incrementAndGet();
  }

  public FakeFrames failAt(int frame) {
    failAt = frame;
    return this;
  }

  public FakeFrames warn(String warning) {
    warnings.add(warning);
    return this;
  }

  public int pulled() {
    return pulled;
  }

  @Override
  public VideoInfo info() {
    return new VideoInfo(
        320,
        240,
        0,
        (double) rateNumerator / rateDenominator,
        new MediaTime(rateDenominator, rateNumerator),
        MediaTime.ZERO,
        Optional.empty(),
        "fake",
        "fake",
        "gray",
        "fake");
  }

  @Override
  public VideoFrame next() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (pulled == failAt) {
      throw new FoleyException.UnreadableMedia("damaged at frame " + failAt);
    }
    if (pulled == frames) {
      return null;
    }
    List<Picture> pictures = new ArrayList<>();
    for (FrameSpec spec : specs) {
      int bytes = spec.width() * spec.height() * spec.format().bytesPerPixel();
      pictures.add(new Picture(spec.width(), spec.height(), spec.format(), new byte[bytes]));
    }
    return new VideoFrame(time(pulled++), pictures);
  }

  private MediaTime time(int frame) {
    return MediaTime.ofTicks(frame, rateDenominator, rateNumerator);
  }

  @Override
  public MediaTime duration() {
    if (pulled < frames) {
      throw new IllegalStateException("not at the end");
    }
    return time(frames);
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      OPEN.decrementAndGet();
    }
  }
}
