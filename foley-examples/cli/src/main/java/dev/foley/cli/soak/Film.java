package dev.foley.cli.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A segment's video.
 *
 * @param contacts true moments of contact in order of time; empty for supplied videos
 * @param shots what is shown when, in order; for supplied videos one without a name
 * @param limit only so much of the file is used
 */
record Film(Path file, List<Double> contacts, List<Shot> shots, Duration limit) {
  /** Scenes of the same name look the same and should sound alike. */
  record Shot(double start, String scene) {}

  /** Name of what is shown at a time. */
  String sceneAt(double time) {
    String scene = shots.get(0).scene();
    for (Shot shot : shots) {
      if (shot.start() > time) {
        break;
      }
      scene = shot.scene();
    }
    return scene;
  }
}
