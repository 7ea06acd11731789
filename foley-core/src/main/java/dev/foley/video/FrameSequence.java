package dev.foley.video;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Frames the caller already holds, or makes one by one: a game engine's, image files, synthetic
 * ones. No native code is involved; pictures are scaled in Java to what a model asks for.
 *
 * <pre>{@code
 * FrameSequence frames = FrameSequence.of(pictures, 30000, 1001);
 * foley.video(frames::open).prompt("rain on a tin roof").generate();
 * }</pre>
 *
 * The sequence itself is immutable; it can be opened as often as its supplier allows.
 */
public final class FrameSequence {
  /**
   * A picture and when it is shown.
   *
   * @param time on the caller's clock; the first frame's time becomes zero
   */
  public record TimedPicture(MediaTime time, Picture picture) {
    public TimedPicture {
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(picture, "picture");
    }
  }

  private final Supplier<Iterator<TimedPicture>> frames;
  private final MediaTime spacing;
  private final MediaTime end;

  private FrameSequence(Supplier<Iterator<TimedPicture>> frames, MediaTime spacing, MediaTime end) {
    this.frames = frames;
    this.spacing = spacing;
    this.end = end;
  }

  /**
   * Pictures at a constant rate, such as 25/1 or 30000/1001 frames a second.
   *
   * @param pictures at least one
   */
  public static FrameSequence of(List<Picture> pictures, int rateNumerator, int rateDenominator) {
    List<Picture> copy = List.copyOf(pictures);
    return of(copy::iterator, rateNumerator, rateDenominator);
  }

  /** Pictures at a constant rate, made while they are read. The supplier is asked at every open. */
  public static FrameSequence of(
      Supplier<Iterator<Picture>> pictures, int rateNumerator, int rateDenominator) {
    MediaTime spacing = spacing(rateNumerator, rateDenominator);
    Objects.requireNonNull(pictures, "pictures");
    return new FrameSequence(() -> new CountingIterator(pictures.get(), spacing), spacing, null);
  }

  /**
   * Pictures at their own times.
   *
   * @param frames at least one, times strictly increasing; the supplier is asked at every open
   * @param end when the last picture disappears, or {@code null} for one spacing after its start
   */
  public static FrameSequence timed(Supplier<Iterator<TimedPicture>> frames, MediaTime end) {
    return new FrameSequence(Objects.requireNonNull(frames, "frames"), null, end);
  }

  /**
   * The image files of a folder (PNG, JPEG, BMP, GIF), in the natural order of their names, so that
   * {@code frame2} comes before {@code frame10}; each is read when it is needed.
   *
   * @throws dev.foley.FoleyException.UnreadableMedia if the folder cannot be read or has no images
   */
  public static FrameSequence images(Path folder, int rateNumerator, int rateDenominator) {
    List<Path> files = ImageFiles.in(folder);
    return of(
        () -> files.stream().map(ImageFiles::read).iterator(), rateNumerator, rateDenominator);
  }

  private static MediaTime spacing(int rateNumerator, int rateDenominator) {
    if (rateNumerator <= 0 || rateDenominator <= 0) {
      throw new IllegalArgumentException(
          "frame rate " + rateNumerator + "/" + rateDenominator + " is not positive");
    }
    return new MediaTime(rateDenominator, rateNumerator);
  }

  /**
   * Opens the sequence, scaled to what is asked for.
   *
   * @throws IllegalArgumentException if there is no frame, or later, from {@link
   *     FrameSource#next()}, if times do not increase
   */
  public FrameSource open(List<FrameSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("at least one frame spec is needed");
    }
    return new SequenceSource(frames.get(), List.copyOf(specs), spacing, end);
  }

  /** Numbers pictures at a constant rate, by multiplication so that nothing accumulates. */
  private static final class CountingIterator implements Iterator<TimedPicture> {
    private final Iterator<Picture> pictures;
    private final MediaTime spacing;
    private long index;

    CountingIterator(Iterator<Picture> pictures, MediaTime spacing) {
      this.pictures = pictures;
      this.spacing = spacing;
    }

    @Override
    public boolean hasNext() {
      return pictures.hasNext();
    }

    @Override
    public TimedPicture next() {
      MediaTime time = MediaTime.ofTicks(index++, spacing.numerator(), spacing.denominator());
      return new TimedPicture(time, pictures.next());
    }
  }
}
