package dev.foley.training.scene;

/** How two things met. */
public enum ContactKind {
  BOUNCE,
  IMPACT,
  STRIKE,
  SHUT,
  TOPPLE,
  STEP,
  PRESS,
  SLAP,
  CUT,
  SPLASH,
  SCRAPE,
  ROLL
}
