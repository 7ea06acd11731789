package dev.foley.internal.model.embedded;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.FeatureMap;
import java.util.ArrayList;
import java.util.List;

/**
 * When something happens in the picture, at the latents' rate of 50 a second. Contacts are decided
 * here, once: a peak of the contact curve above a threshold becomes an event, and the transformer
 * is trained to let an event be heard exactly where this track has one.
 */
public final class SyncTrack {
  /** Values of a sync token, in the order of the constants below. */
  public static final int WIDTH = 6;

  private static final int EVENT = 0;
  private static final int OFFSET = 1;
  private static final int STRENGTH = 2;
  private static final int CURVE = 3;
  private static final int FRICTION = 4;
  private static final int MOTION = 5;

  /**
   * Peaks below this contact probability are no events. On the clips that steer the training, lower
   * ones find as many more as they invent, and a sound out of nothing is worse than a missing one.
   */
  public static final double THRESHOLD = 0.55;

  /** Events nearer than this are one, in tokens (60 ms). */
  static final int REFRACTORY = 3;

  /** The same in seconds, less a little for interpolated times. */
  static final double LEAST_GAP = 0.05;

  /** Peaks between these are looked at a second time, in a mirror. */
  private static final float LEAST_DOUBTFUL = 0.3f;

  private static final float MOST_DOUBTFUL = 0.8f;

  private SyncTrack() {}

  /**
   * Whether a token of a contact curve is a peak that the network should see once more, the other
   * way round: a contact that is seen only one way round is rarely one. Higher and lower peaks are
   * hardly ever decided otherwise by the mean of both.
   */
  static boolean isDoubtful(float[] contact, int token) {
    return contact[token] <= MOST_DOUBTFUL && isPeak(contact, token, LEAST_DOUBTFUL);
  }

  /** Whether a token, not the first and not the last, is a peak of at least some height. */
  private static boolean isPeak(float[] contact, int token, double least) {
    return contact[token] >= least
        && contact[token] >= contact[token - 1]
        && contact[token] > contact[token + 1];
  }

  /**
   * Peaks of a contact curve.
   *
   * @param contact probability of a contact at each token, 0 to 1
   * @param strength its strength at each token, 0 to 1
   * @param start time of the first token in seconds
   */
  public static List<MotionEvent> peaks(float[] contact, float[] strength, double start) {
    return peaks(contact, strength, start, THRESHOLD);
  }

  /** The same with another least probability of an event; for measuring. */
  public static List<MotionEvent> peaks(
      float[] contact, float[] strength, double start, double threshold) {
    List<MotionEvent> events = new ArrayList<>();
    int last = -REFRACTORY;
    for (int i = 1; i < contact.length - 1; i++) {
      if (!isPeak(contact, i, threshold)) {
        continue;
      }
      MotionEvent event =
          new MotionEvent(
              start
                  + (i + vertex(contact[i - 1], contact[i], contact[i + 1]))
                      / EmbeddedConfig.LATENT_RATE,
              strength[i]);
      if (i - last >= REFRACTORY) {
        events.add(event);
      } else if (contact[i] > contact[last]) {
        events.set(events.size() - 1, event);
      } else {
        continue;
      }
      last = i;
    }
    return events;
  }

  /** Where a parabola through three equally spaced points is highest, -0.5 to 0.5. */
  private static double vertex(double before, double at, double after) {
    double curvature = before - 2 * at + after;
    return curvature >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature)));
  }

  /**
   * Tokens of a window.
   *
   * @param start time of the first token in seconds
   * @param events events of the video; those outside the window are left out
   * @param contact contact probability per token, {@code count} values
   * @param friction how much sliding contact is seen per token, 0 to 1
   * @param motion how much moves per token, 0 to 1
   */
  public static FeatureMap tokens(
      double start, List<MotionEvent> events, float[] contact, float[] friction, float[] motion) {
    int count = contact.length;
    float[] values = new float[count * WIDTH];
    for (int i = 0; i < count; i++) {
      values[i * WIDTH + CURVE] = contact[i];
      values[i * WIDTH + FRICTION] = friction[i];
      values[i * WIDTH + MOTION] = motion[i];
    }
    for (MotionEvent event : events) {
      double position = (event.time() - start) * EmbeddedConfig.LATENT_RATE;
      int token = (int) Math.round(position);
      if (token >= 0 && token < count) {
        values[token * WIDTH + EVENT] = 1;
        values[token * WIDTH + OFFSET] = (float) (position - token);
        values[token * WIDTH + STRENGTH] = (float) event.strength();
      }
    }
    return new FeatureMap(count, WIDTH, values);
  }
}
