package dev.foley.training.sound;

/**
 * A contact that is heard.
 *
 * @param time seconds from the start of the soundtrack; the attack starts there
 * @param strength 0 (barely touching) to 1 (full blow); larger values are clamped to 1
 */
public record SoundEvent(double time, double strength) {
  public SoundEvent {
    if (!Double.isFinite(time) || !(strength >= 0)) {
      throw new IllegalArgumentException(
          "event needs a finite time and strength >= 0: " + time + ", " + strength);
    }
    strength = Math.min(1, strength);
  }
}
