package dev.foley.training.caption;

import dev.foley.training.sound.Layer;
import dev.foley.training.sound.SoundFamily;
import java.util.List;

/**
 * A description and what it describes.
 *
 * @param text the words; empty for a neutral caption that leaves the choice to the picture
 * @param language "en", "zh", or "" if the text is empty
 * @param layers the sounds described, with the modifiers that the text names; unmodifiable
 */
public record Caption(String text, String language, List<Layer> layers) {
  public Caption {
    layers = List.copyOf(layers);
  }

  /** The families described, foreground first. */
  public List<SoundFamily> families() {
    return layers.stream().map(Layer::family).toList();
  }
}
