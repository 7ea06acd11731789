package dev.foley.training.scene;

import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import java.util.List;

/** A filmed scene with its truth. Immutable; every reading renders the same pictures again. */
public final class SceneClip {
  private final SceneKind kind;
  private final Stage stage;
  private final Footage footage;
  private final int width;
  private final int height;
  private final List<MediaTime> frameTimes;
  private final MediaTime duration;
  private final List<Contact> contacts;

  SceneClip(
      SceneKind kind, Stage stage, Footage footage, SceneOptions options, List<MediaTime> times) {
    this.kind = kind;
    this.stage = stage;
    this.footage = footage;
    this.width = options.renderWidth();
    this.height = options.renderHeight();
    this.frameTimes = List.copyOf(times);
    int n = times.size();
    MediaTime last = times.get(n - 1);
    this.duration = last.plus(last.minus(times.get(n - 2)));
    this.contacts = List.copyOf(ContactTruth.clean(stage, last.seconds(), (double) width / height));
  }

  public SceneKind kind() {
    return kind;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }

  /** Exact times of all frames; the first is zero. */
  public List<MediaTime> frameTimes() {
    return frameTimes;
  }

  /** End of the last frame's display. */
  public MediaTime duration() {
    return duration;
  }

  /** Audible and visible contacts in time order, at least 60 ms apart; none in negatives. */
  public List<Contact> contacts() {
    return contacts;
  }

  /** Scraping and rolling. */
  public List<ContinuousContact> continuous() {
    return List.copyOf(stage.continuous);
  }

  public SceneDescription description() {
    return stage.description(kind);
  }

  /**
   * Renders the frames one by one, each in all the forms asked for (area averaging). Rendering
   * happens on the reader's thread; two sources of one clip may be read on two threads.
   */
  public FrameSource open(FrameSpec... specs) {
    return open(0, specs);
  }

  /**
   * The same without the frames that follow the one before by less than {@code interval} seconds,
   * for readers that would not look at them.
   */
  public FrameSource open(double interval, FrameSpec... specs) {
    return new SceneFrames(
        interval,
        new FrameRenderer(stage, width, height),
        new PictureEffects(footage, width, height),
        footage,
        stage.brightness,
        this,
        List.of(specs));
  }
}
