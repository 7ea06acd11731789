package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.media.internal.PartialFile;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes pictures with exact times into a video file; the container follows the file name's
 * extension (mp4, mov, avi, mkv, ts, webm). The file appears under its name only when {@link
 * #finish()} has succeeded; closing without that leaves nothing behind.
 *
 * <pre>{@code
 * try (VideoWriter writer = VideoWriter.to(Path.of("clip.mp4"), 640, 360).frameRate(30, 1).open()) {
 *   for (int i = 0; i < pictures.size(); i++) {
 *     writer.write(pictures.get(i), new MediaTime(i, 30));
 *   }
 *   writer.finish();
 * }
 * }</pre>
 *
 * One thread at a time.
 */
public final class VideoWriter implements AutoCloseable {
  /** Video codecs that can be written. */
  public enum Codec {
    /** H.264 through libx264 (GPL); even width and height. */
    H264("libx264"),
    /** MPEG-4 part 2. */
    MPEG4("mpeg4"),
    /** One JPEG a frame. */
    MJPEG("mjpeg"),
    /** VP9 through libvpx, for WebM and MKV. */
    VP9("libvpx-vp9");

    private final String encoder;

    Codec(String encoder) {
      this.encoder = encoder;
    }

    String encoder() {
      return encoder;
    }
  }

  /** What to write and how; every setting has a default. */
  public static final class Builder {
    final Path out;
    final int width;
    final int height;
    Codec codec = Codec.H264;
    MediaTime timeBase = new MediaTime(1, 30);
    boolean constantRate = true;
    int quality = 20;
    long bitRate;
    int keyFrameInterval = 60;
    int reorderedFrames = 2;
    String preset = "medium";
    int threads = 1;
    String pixelFormat = "";

    private Builder(Path out, int width, int height) {
      this.out = Objects.requireNonNull(out, "out");
      if (width <= 0 || height <= 0 || width > 8192 || height > 8192) {
        throw new IllegalArgumentException("picture size " + width + "x" + height);
      }
      this.width = width;
      this.height = height;
    }

    /** Default {@link Codec#H264}. */
    public Builder codec(Codec value) {
      codec = Objects.requireNonNull(value, "codec");
      return this;
    }

    /** Frames come at multiples of {@code denominator / numerator} seconds: 30000, 1001. */
    public Builder frameRate(int numerator, int denominator) {
      timeBase = positive(new MediaTime(denominator, numerator));
      constantRate = true;
      return this;
    }

    /** Frames come at any multiple of {@code 1 / value} seconds: variable frame rate. */
    public Builder ticksPerSecond(int value) {
      timeBase = positive(new MediaTime(1, value));
      constantRate = false;
      return this;
    }

    private static MediaTime positive(MediaTime time) {
      if (time.numerator() <= 0) {
        throw new IllegalArgumentException("a frame rate must be positive");
      }
      return time;
    }

    /** Constant quality: H.264 and VP9 rate factor 0-51 (20), or MPEG-4 and JPEG quantiser 1-31. */
    public Builder quality(int value) {
      if (value < 0 || value > 51) {
        throw new IllegalArgumentException("quality " + value + " is not within 0 and 51");
      }
      quality = value;
      bitRate = 0;
      return this;
    }

    /** Average bits a second instead of constant quality. */
    public Builder bitRate(long bitsPerSecond) {
      if (bitsPerSecond <= 0) {
        throw new IllegalArgumentException("bit rate " + bitsPerSecond);
      }
      bitRate = bitsPerSecond;
      return this;
    }

    /** Frames between key frames at most; default 60. */
    public Builder keyFrameInterval(int frames) {
      if (frames < 1) {
        throw new IllegalArgumentException("key frame interval " + frames);
      }
      keyFrameInterval = frames;
      return this;
    }

    /** Longest run of B-frames, 0 to 16; default 2. Only H.264 and MPEG-4 have any. */
    public Builder reorderedFrames(int frames) {
      if (frames < 0 || frames > 16) {
        throw new IllegalArgumentException("B-frames " + frames);
      }
      reorderedFrames = frames;
      return this;
    }

    /** libx264 preset, {@code ultrafast} to {@code placebo}; default {@code medium}. */
    public Builder preset(String name) {
      preset = Objects.requireNonNull(name, "preset");
      return this;
    }

    /** Encoder threads; default 1, which also makes the file the same every time. */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("threads " + count);
      }
      threads = count;
      return this;
    }

    /** Coded pixel format such as {@code yuv444p}; the default is 4:2:0. */
    Builder pixelFormat(String name) {
      pixelFormat = name;
      return this;
    }

    /**
     * Opens the encoder and a temporary file beside the target.
     *
     * @throws FoleyException.UnwritableOutput if the file or the encoder cannot be opened
     */
    public VideoWriter open() {
      return new VideoWriter(this);
    }
  }

  private final Path out;
  private final PartialFile partial;
  private final MediaTime timeBase;
  private final VideoEncoder encoder;

  private Picture pending;
  private long pendingTicks;
  private long spacing = 1;
  private boolean closed;

  private VideoWriter(Builder settings) {
    HumbleLibrary.require();
    out = settings.out.toAbsolutePath();
    timeBase = settings.timeBase;
    spacing = settings.constantRate ? 1 : Math.max(1, timeBase.denominator() / 25);
    partial = PartialFile.beside(out);
    try {
      encoder = new VideoEncoder(settings, partial.path(), formatName(out));
    } catch (RuntimeException e) {
      partial.close();
      throw e instanceof IllegalArgumentException ? e : unwritable(e);
    }
  }

  /** Starts the settings of a writer for pictures of that size. */
  public static Builder to(Path out, int width, int height) {
    return new Builder(out, width, height);
  }

  private static String formatName(Path out) {
    String name = out.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "mp4", "m4v" -> "mp4";
      case "mov" -> "mov";
      case "avi" -> "avi";
      case "mkv" -> "matroska";
      case "webm" -> "webm";
      case "ts" -> "mpegts";
      default ->
          throw new IllegalArgumentException(
              "no container is known for '" + name + "': end it in mp4, mov, avi, mkv, webm or ts");
    };
  }

  /**
   * Adds a frame.
   *
   * @param time later than the frame before, not negative, and a multiple of the time base
   * @throws IllegalArgumentException if the size is another or the time does not fit
   * @throws FoleyException.UnwritableOutput if encoding or writing fails
   */
  public void write(Picture picture, MediaTime time) {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    encoder.requireSize(picture);
    long ticks = ticks(time);
    if (pending != null) {
      if (ticks <= pendingTicks) {
        throw new IllegalArgumentException("frame at " + time + " is not after the one before it");
      }
      spacing = ticks - pendingTicks;
      encode(spacing);
    }
    pending = picture;
    pendingTicks = ticks;
  }

  private long ticks(MediaTime time) {
    // time / timeBase, exactly
    MediaTime ticks =
        MediaTime.ofTicks(
            time.numerator(),
            timeBase.denominator(),
            Math.multiplyExact(time.denominator(), timeBase.numerator()));
    if (ticks.denominator() != 1 || ticks.numerator() < 0) {
      throw new IllegalArgumentException(
          "frame time " + time + " is no multiple of the time base " + timeBase);
    }
    return ticks.numerator();
  }

  private void encode(long duration) {
    try {
      encoder.encode(pending, pendingTicks, duration);
    } catch (RuntimeException e) {
      throw unwritable(e);
    }
  }

  private FoleyException.UnwritableOutput unwritable(RuntimeException cause) {
    return new FoleyException.UnwritableOutput(
        "Cannot write the video " + out + ": " + cause.getMessage(), cause);
  }

  /** Writes what is buffered, ends the file and gives it its name; the last frame lasts as long. */
  public void finish() {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    if (pending == null) {
      close();
      throw new IllegalArgumentException("a video needs at least one frame");
    }
    try {
      encode(spacing);
      encoder.finish();
      encoder.close();
      partial.publish();
    } catch (FoleyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unwritable(e);
    } finally {
      close();
    }
  }

  /** Releases the encoder; without {@link #finish()} before it, nothing stays on the disk. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    encoder.close();
    partial.close();
  }
}
