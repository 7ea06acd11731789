package dev.foley.training.sound;

/** What an adjective or adverb of a caption does to one layer. */
public enum Modifier {
  /** Far away: quieter, duller, more room. */
  DISTANT,
  /** Close: a little louder, dry. */
  NEAR,
  LOUD,
  SOFT,
  /** Large and heavy source: lower and louder. */
  HEAVY,
  /** Small and light source: higher and quieter. */
  LIGHT,
  /** Higher rate of an ambience's own events; never changes the times a picture gives. */
  FAST,
  /** Lower rate of an ambience's own events. */
  SLOW
}
