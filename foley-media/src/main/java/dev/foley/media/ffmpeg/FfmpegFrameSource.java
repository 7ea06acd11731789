package dev.foley.media.ffmpeg;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.FrameClock;
import dev.foley.media.internal.MediaWarnings;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PictureScaler;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Raw pictures from a child's stdout, their times from its stderr. */
final class FfmpegFrameSource implements FrameSource {
  private final Path file;
  private final ContainerFormat format;
  private final StreamProbe probe;
  private final FrameSpec carrier;
  private final PictureScaler[] scalers;
  private final MediaWarnings warnings = new MediaWarnings();
  private final FrameStamps stamps = new FrameStamps();
  private final Process process;
  private final PictureReader pictures;
  private final LogReader log;

  private FrameClock clock;
  private VideoInfo info;
  private VideoFrame held;
  private MediaTime duration;
  private boolean closed;

  private FfmpegFrameSource(
      Path file, ContainerFormat format, StreamProbe probe, List<FrameSpec> specs) {
    this.file = file;
    this.format = format;
    this.probe = probe;
    List<FrameSpec> sized = new ArrayList<>();
    for (FrameSpec spec : specs) {
      sized.add(
          spec.isNativeSize() ? new FrameSpec(probe.width(), probe.height(), spec.format()) : spec);
    }
    this.carrier = carrier(sized);
    this.scalers = new PictureScaler[sized.size()];
    for (int i = 0; i < scalers.length; i++) {
      scalers[i] =
          new PictureScaler(carrier.width(), carrier.height(), carrier.format(), sized.get(i));
    }
    try {
      process = FfmpegCommand.start(arguments());
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("Cannot run ffmpeg for " + file, e);
    }
    int size = carrier.width() * carrier.height() * carrier.format().bytesPerPixel();
    pictures = new PictureReader(process.getInputStream(), size);
    pictures.start();
    log = new LogReader(process.getErrorStream(), stamps);
    log.start();
  }

  static FfmpegFrameSource open(
      Path file, ContainerFormat format, StreamProbe probe, List<FrameSpec> specs) {
    FfmpegFrameSource source = new FfmpegFrameSource(file, format, probe, specs);
    try {
      source.held = source.readNext();
      if (source.held == null) {
        throw new FoleyException.UnreadableMedia(
            "Not one picture of "
                + file
                + " ("
                + probe.codec()
                + ") can be decoded: "
                + source.log.tail());
      }
      return source;
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** One picture that all others can be scaled from. */
  private static FrameSpec carrier(List<FrameSpec> specs) {
    int width = 1;
    int height = 1;
    PixelFormat pixels = PixelFormat.GRAY8;
    for (FrameSpec spec : specs) {
      width = Math.max(width, spec.width());
      height = Math.max(height, spec.height());
      pixels = spec.format() == PixelFormat.RGB24 ? PixelFormat.RGB24 : pixels;
    }
    return new FrameSpec(width, height, pixels);
  }

  private List<String> arguments() {
    String pixels = carrier.format() == PixelFormat.GRAY8 ? "gray" : "rgb24";
    String filter =
        String.format(
            Locale.ROOT,
            "scale=%d:%d:flags=area+accurate_rnd:out_range=full,setsar=1,format=%s,showinfo",
            carrier.width(),
            carrier.height(),
            pixels);
    List<String> all = new ArrayList<>();
    all.add(FfmpegCommand.path("ffmpeg"));
    all.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info"));
    // Time stamps as they are in the file: nothing is shifted to start at zero.
    all.add("-copyts");
    all.addAll(List.of("-protocol_whitelist", "file", "-f", format.demuxer()));
    all.addAll(List.of("-i", FfmpegCommand.input(file), "-map", "0:" + probe.index()));
    all.addAll(List.of("-an", "-sn", "-dn", "-vf", filter));
    all.addAll(FfmpegCommand.oneToOne());
    // Else the output counts in nominal frames, and frames of uneven spacing collide.
    MediaTime base = probe.timeBase();
    all.addAll(List.of("-enc_time_base", base.numerator() + ":" + base.denominator()));
    all.addAll(List.of("-f", "rawvideo", "-pix_fmt", pixels, "pipe:1"));
    return all;
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public VideoFrame next() {
    if (closed) {
      throw new IllegalStateException("the frame source is closed");
    }
    if (held != null) {
      VideoFrame first = held;
      held = null;
      return first;
    }
    if (duration != null) {
      return null;
    }
    VideoFrame frame = readNext();
    if (frame == null) {
      finish();
    }
    return frame;
  }

  private VideoFrame readNext() {
    try {
      VideoFrame frame = null;
      while (frame == null) {
        byte[] data = pictures.next();
        if (data == null) {
          return null;
        }
        frame = place(data);
      }
      return frame;
    } catch (IOException e) {
      warnings.add("Reading from ffmpeg failed: " + e.getMessage());
      return null;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("Reading " + file + " was interrupted.");
    }
  }

  private VideoFrame place(byte[] data) throws InterruptedException {
    FrameStamps.Stamp stamp = stamps.next();
    if (stamp == null) {
      stamp = new FrameStamps.Stamp(FrameClock.MISSING, 0);
    }
    if (clock == null) {
      MediaTime base = stamps.timeBase() == null ? probe.timeBase() : stamps.timeBase();
      clock = new FrameClock(base, probe.frameSpan(), probe.declared(), Optional.empty(), warnings);
    }
    for (int faults = stamps.takeFaults(); faults > 0; faults--) {
      clock.noteDamage();
    }
    MediaTime time = clock.place(stamp.pts(), stamp.duration());
    if (time == null) {
      return null;
    }
    if (info == null) {
      info = describe();
    }
    Picture picture = new Picture(carrier.width(), carrier.height(), carrier.format(), data);
    List<Picture> scaled = new ArrayList<>(scalers.length);
    for (PictureScaler scaler : scalers) {
      scaled.add(scaler.scale(picture));
    }
    return new VideoFrame(time, scaled);
  }

  private VideoInfo describe() {
    MediaTime span = probe.frameSpan();
    return new VideoInfo(
        probe.width(),
        probe.height(),
        probe.rotation(),
        span == null ? 0 : 1 / span.seconds(),
        probe.timeBase(),
        clock.start(),
        probe.declared(),
        format.name().toLowerCase(Locale.ROOT),
        probe.codec(),
        probe.pixelFormat(),
        FfmpegVideoDecoder.NAME);
  }

  private void finish() {
    int exitCode = waitForExit();
    for (int faults = stamps.takeFaults(); faults > 0; faults--) {
      clock.noteDamage();
    }
    duration = clock.finish();
    if (exitCode != 0) {
      warnings.add("ffmpeg ended early (" + exitCode + "): " + log.tail());
    }
    if (probe.declared().isPresent()) {
      double claimed = probe.declared().get().seconds();
      double span = probe.frameSpan() == null ? 0.04 : probe.frameSpan().seconds();
      if (claimed - duration.seconds() > 0.1 + 2 * span) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "The file claims %.3f s of video but ends after %.3f s: it is cut off or its"
                    + " header is wrong; sound is made for what is there.",
                claimed,
                duration.seconds()));
      }
    }
  }

  private int waitForExit() {
    try {
      log.join(TimeUnit.SECONDS.toMillis(5));
      return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public MediaTime duration() {
    if (duration == null) {
      throw new IllegalStateException("the duration is known only after the last frame");
    }
    return duration;
  }

  @Override
  public List<String> warnings() {
    return warnings.list();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    process.destroyForcibly();
    pictures.interrupt();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      pictures.join(TimeUnit.SECONDS.toMillis(5));
      log.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
