package dev.foley.fake;

import dev.foley.FoleyException;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.VideoDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A decoder as a user might bring one: a text file that says how many frames at which rate. */
public final class TableDecoder implements VideoDecoder {
  public static final String MAGIC = "FRAMETABLE";

  @Override
  public String name() {
    return "table";
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public FrameSource open(Path file, List<FrameSpec> specs) {
    try {
      String[] words = Files.readString(file).split(" ");
      if (!words[0].equals(MAGIC)) {
        throw new FoleyException.UnreadableMedia(file + " is no frame table");
      }
      return new FakeFrames(specs, Integer.parseInt(words[1]), Integer.parseInt(words[2]), 1);
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("cannot read " + file, e);
    }
  }
}
