package dev.foley.cli;

import dev.foley.FoleyException;

/** What the process returns. Scripts are written against these numbers. */
final class ExitCode {
  static final int OK = 0;

  /** Wrong options, an impossible request, or an output that cannot be written. */
  static final int USAGE = 2;

  /** The video is missing, damaged, no video, or of an unknown codec. */
  static final int MEDIA = 3;

  /** The model is missing, damaged, or failed at work. */
  static final int MODEL = 4;

  /** Interrupted by the user. */
  static final int INTERRUPTED = 5;

  private ExitCode() {}

  static int of(FoleyException failure) {
    if (failure instanceof FoleyException.Cancelled) {
      return INTERRUPTED;
    }
    if (failure instanceof FoleyException.UnusableMedia) {
      return MEDIA;
    }
    if (failure instanceof FoleyException.InvalidRequest
        || failure instanceof FoleyException.UnwritableOutput) {
      return USAGE;
    }
    return MODEL;
  }
}
