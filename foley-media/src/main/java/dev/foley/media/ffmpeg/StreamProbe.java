package dev.foley.media.ffmpeg;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.video.MediaTime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ffprobe} says of a file's best video stream.
 *
 * @param width displayed width: after rotation and pixel aspect
 * @param containerStart start of the earliest stream in seconds
 */
record StreamProbe(
    int index,
    String codec,
    String pixelFormat,
    int width,
    int height,
    int rotation,
    MediaTime timeBase,
    MediaTime frameSpan,
    Optional<MediaTime> declared,
    double containerStart) {
  private static final String ENTRIES =
      "format=start_time:stream=index,codec_name,codec_type,width,height,pix_fmt,"
          + "sample_aspect_ratio,avg_frame_rate,time_base,duration_ts"
          + ":stream_disposition=attached_pic:stream_side_data=rotation:stream_tags=rotate";

  static StreamProbe of(Path file, ContainerFormat format) {
    FfmpegCommand.Output output =
        FfmpegCommand.probe(
            List.of(
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-f",
                format.demuxer(),
                "-show_entries",
                ENTRIES,
                "-of",
                "flat",
                FfmpegCommand.input(file)));
    if (output.exitCode() != 0) {
      throw new FoleyException.UnreadableMedia(
          file
              + " looks like "
              + format
              + " but ffprobe cannot read it: it is damaged or cut off ("
              + output.errors()
              + ").");
    }
    return best(file, parse(output.text()));
  }

  /** Lines such as {@code streams.stream.0.codec_name="h264"}. */
  private static Map<String, String> parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).trim();
        boolean quoted = value.length() >= 2 && value.startsWith("\"");
        values.put(
            line.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return values;
  }

  private static StreamProbe best(Path file, Map<String, String> values) {
    String chosen = null;
    long bestArea = -1;
    for (int i = 0; values.containsKey("streams.stream." + i + ".index"); i++) {
      String prefix = "streams.stream." + i + ".";
      boolean video = "video".equals(values.get(prefix + "codec_type"));
      boolean cover = "1".equals(values.get(prefix + "disposition.attached_pic"));
      long area = number(values, prefix + "width") * number(values, prefix + "height");
      if (video && !cover && area > bestArea) {
        bestArea = area;
        chosen = prefix;
      }
    }
    if (chosen == null) {
      throw new FoleyException.NoVideoStream(
          file
              + " holds no video stream (sound or a cover picture only): give a video file, or ask"
              + " for sound from text alone.");
    }
    String codec = values.getOrDefault(chosen + "codec_name", "unknown");
    if (codec.equals("unknown") || bestArea <= 0) {
      throw new FoleyException.UnsupportedCodec(
          "This ffmpeg cannot decode the video codec of "
              + file
              + ": install a newer ffmpeg, or convert the file to H.264.");
    }
    return read(values, chosen, codec);
  }

  private static StreamProbe read(Map<String, String> values, String prefix, String codec) {
    int width = (int) number(values, prefix + "width");
    int height = (int) number(values, prefix + "height");
    MediaTime aspect = ratio(values.get(prefix + "sample_aspect_ratio"));
    if (aspect != null && aspect.seconds() > 0.25 && aspect.seconds() < 4) {
      width = (int) Math.round(width * aspect.seconds());
    }
    int rotation = rotation(values, prefix);
    MediaTime timeBase = ratio(values.get(prefix + "time_base"));
    MediaTime base = timeBase == null ? new MediaTime(1, 1_000_000) : timeBase;
    MediaTime rate = ratio(values.get(prefix + "avg_frame_rate"));
    long ticks = number(values, prefix + "duration_ts");
    boolean sideways = rotation % 180 != 0;
    return new StreamProbe(
        (int) number(values, prefix + "index"),
        codec,
        values.getOrDefault(prefix + "pix_fmt", "unknown"),
        sideways ? height : width,
        sideways ? width : height,
        rotation,
        base,
        rate == null ? null : new MediaTime(rate.denominator(), rate.numerator()),
        ticks > 0 && ticks < 1L << 60
            ? Optional.of(MediaTime.ofTicks(ticks, base.numerator(), base.denominator()))
            : Optional.empty(),
        decimal(values.get("format.start_time")));
  }

  /** Side data counts counter-clockwise, the older tag clockwise. */
  private static int rotation(Map<String, String> values, String prefix) {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getKey().startsWith(prefix + "side_data_list")
          && entry.getKey().endsWith(".rotation")) {
        return quarter(-decimal(entry.getValue()));
      }
    }
    return quarter(decimal(values.get(prefix + "tags.rotate")));
  }

  private static int quarter(double degrees) {
    return Math.floorMod((int) Math.round(degrees / 90) * 90, 360);
  }

  private static long number(Map<String, String> values, String key) {
    return (long) decimal(values.get(key));
  }

  private static double decimal(String text) {
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A ratio such as {@code 30000/1001} or {@code 4:3}; null if absent or not positive. */
  private static MediaTime ratio(String text) {
    String[] parts = text == null ? new String[0] : text.split("[/:]");
    if (parts.length != 2) {
      return null;
    }
    double numerator = decimal(parts[0]);
    double denominator = decimal(parts[1]);
    return numerator > 0 && denominator > 0
        ? new MediaTime((long) numerator, (long) denominator)
        : null;
  }
}
