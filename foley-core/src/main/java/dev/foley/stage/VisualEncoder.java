package dev.foley.stage;

import dev.foley.video.FrameSpec;
import java.util.List;

/** Stage <em>features</em>: frames in, features on the model's own time grid out. Thread-safe. */
public interface VisualEncoder {
  /** The pictures it needs of every frame, in the order it expects them. */
  List<FrameSpec> frameSpecs();

  /** Starts one video. The stream is used by one thread at a time. */
  VisualStream open();

  /** Features of a window without any picture: what the model learned for "no video". */
  VisualFeatures empty();
}
