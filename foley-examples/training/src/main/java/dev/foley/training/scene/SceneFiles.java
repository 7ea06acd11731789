package dev.foley.training.scene;

import dev.foley.media.humble.VideoWriter;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes clips as video files with their truth beside them. */
final class SceneFiles {
  private static final int FINE_TICKS = 90000;

  private SceneFiles() {}

  /**
   * Encodes a clip; pictures are averaged down to the given size.
   *
   * @param quality 0 to 51 for H.264 (lower is better), 1 to 31 for MPEG-4
   */
  static void writeVideo(
      SceneClip clip, Path out, int width, int height, VideoWriter.Codec codec, int quality) {
    VideoWriter.Builder builder = VideoWriter.to(out, width, height).codec(codec).quality(quality);
    MediaTime step = clip.frameTimes().get(1);
    if (isSteady(clip.frameTimes(), step)) {
      builder.frameRate((int) step.denominator(), (int) step.numerator());
    } else {
      builder.ticksPerSecond(FINE_TICKS);
    }
    FrameSpec spec = new FrameSpec(width, height, PixelFormat.RGB24);
    try (FrameSource frames = clip.open(spec);
        VideoWriter writer = builder.open()) {
      for (VideoFrame f = frames.next(); f != null; f = frames.next()) {
        writer.write(f.pictures().get(0), f.time());
      }
      writer.finish();
    }
  }

  private static boolean isSteady(List<MediaTime> times, MediaTime step) {
    for (int i = 1; i < times.size(); i++) {
      if (!times.get(i).minus(times.get(i - 1)).equals(step)) {
        return false;
      }
    }
    return true;
  }

  /** Contacts and what there is to see, as JSON. */
  static void writeTruth(SceneClip clip, long seed, Path out) throws IOException {
    SceneDescription d = clip.description();
    StringBuilder json = new StringBuilder(1024);
    json.append(
        String.format(
            Locale.ROOT,
            "{\n  \"kind\": \"%s\",\n  \"seed\": %d,\n  \"duration_s\": %.6f,\n"
                + "  \"action\": \"%s\",\n  \"object\": \"%s\",\n  \"surface\": \"%s\",\n",
            clip.kind(),
            seed,
            clip.duration().seconds(),
            d.action(),
            d.object(),
            d.surface().word()));
    json.append("  \"contacts\": [");
    String separator = "\n";
    for (Contact c : clip.contacts()) {
      json.append(separator)
          .append(
              String.format(
                  Locale.ROOT,
                  "    {\"t\": %.4f, \"strength\": %.3f, \"x\": %.3f, \"y\": %.3f, \"kind\": \"%s\"}",
                  c.time(),
                  c.strength(),
                  c.x(),
                  c.y(),
                  c.kind()));
      separator = ",\n";
    }
    json.append("\n  ],\n  \"continuous\": [");
    separator = "\n";
    for (ContinuousContact c : clip.continuous()) {
      json.append(separator)
          .append(
              String.format(
                  Locale.ROOT,
                  "    {\"start\": %.4f, \"end\": %.4f, \"kind\": \"%s\"}",
                  c.start(),
                  c.end(),
                  c.kind()));
      separator = ",\n";
    }
    json.append("\n  ]\n}\n");
    Files.writeString(out, json);
  }
}
