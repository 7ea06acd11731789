package dev.foley.media.ffmpeg;

import dev.foley.media.internal.FrameClock;
import dev.foley.video.MediaTime;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time stamps out of the log of the {@code showinfo} filter, which prints one line a frame before
 * the frame goes into the pipe. The queue stays short because the child waits for its pipe.
 */
final class FrameStamps implements Predicate<String> {
  /**
   * @param pts in ticks, or {@link FrameClock#MISSING}
   * @param duration in ticks, 0 if that version does not print it
   */
  record Stamp(long pts, long duration) {}

  private static final Pattern FRAME =
      Pattern.compile("\\bn: *\\d+ +pts: *(-?\\d+|NOPTS|nan)\\b(?:.*?\\bduration: *(\\d+))?");
  private static final Pattern CONFIG = Pattern.compile("config in time_base: *(\\d+)/(\\d+)");
  private static final int WAIT_SECONDS = 20;

  private final BlockingQueue<Stamp> stamps = new LinkedBlockingQueue<>();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile MediaTime timeBase;

  @Override
  public boolean test(String line) {
    if (!line.contains("showinfo")) {
      boolean ofPipe = line.contains("[rawvideo");
      if (!ofPipe && (line.contains("[error]") || line.contains("[fatal]"))) {
        faults.incrementAndGet();
        return false;
      }
      return !line.contains("[warning]");
    }
    Matcher frame = FRAME.matcher(line);
    if (frame.find()) {
      boolean missing = !Character.isDigit(frame.group(1).charAt(frame.group(1).length() - 1));
      long pts = missing ? FrameClock.MISSING : Long.parseLong(frame.group(1));
      String duration = frame.group(2);
      stamps.add(new Stamp(pts, duration == null ? 0 : Long.parseLong(duration)));
      return true;
    }
    Matcher config = CONFIG.matcher(line);
    if (config.find() && timeBase == null) {
      timeBase = new MediaTime(Long.parseLong(config.group(1)), Long.parseLong(config.group(2)));
    }
    return true;
  }

  /** The stamp of the frame that was just read from the pipe; null if none arrives. */
  Stamp next() throws InterruptedException {
    return stamps.poll(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Seconds a tick; null before the first frame. */
  MediaTime timeBase() {
    return timeBase;
  }

  /** Faults reported since the last call. */
  int takeFaults() {
    return faults.getAndSet(0);
  }
}
