package dev.foley.stage;

import java.util.Objects;

/**
 * What the visual encoder says about one window.
 *
 * @param visual tokens that enter the joint attention (what is seen)
 * @param sync tokens aligned with the sound (when something happens)
 */
public record VisualFeatures(FeatureMap visual, FeatureMap sync) {
  public VisualFeatures {
    Objects.requireNonNull(visual, "visual");
    Objects.requireNonNull(sync, "sync");
  }
}
