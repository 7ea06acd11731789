package dev.foley.training.sound;

import java.util.EnumSet;
import java.util.Set;

/**
 * One named sound of a soundtrack.
 *
 * @param family what sounds
 * @param modifiers how it sounds; unmodifiable
 */
public record Layer(SoundFamily family, Set<Modifier> modifiers) {
  public Layer {
    modifiers = Set.copyOf(modifiers);
  }

  /** A layer with the given modifiers. */
  public static Layer of(SoundFamily family, Modifier... modifiers) {
    Set<Modifier> set = EnumSet.noneOf(Modifier.class);
    for (Modifier modifier : modifiers) {
      set.add(modifier);
    }
    return new Layer(family, set);
  }

  /** True if {@code modifier} is set. */
  public boolean is(Modifier modifier) {
    return modifiers.contains(modifier);
  }
}
