package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.SyncTrack;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.motion.MotionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random windows of random samples, with the conditions dropped as guidance needs it. */
final class SoundBatch {
  private static final int N = EmbeddedConfig.WINDOW_LATENTS;
  private static final int V = EmbeddedConfig.WINDOW_VISUALS;
  private static final int C = EmbeddedConfig.LATENT_CHANNELS;
  private static final int PER_VISUAL = EmbeddedConfig.LATENT_RATE / EmbeddedConfig.VISUAL_RATE;

  final int size;
  final List<String> captions = new ArrayList<>();
  final float[] latents;
  final float[] sync;
  final float[] visual;

  /** 1 where the window has a sync track, 0 where the learned empty one stands in. */
  final float[] hasSync;

  /** 1 where the window has visual tokens. */
  final float[] hasVisual;

  private SoundBatch(int size) {
    this.size = size;
    this.latents = new float[size * N * C];
    this.sync = new float[size * N * SyncTrack.WIDTH];
    this.visual = new float[size * V * VisualNet.WIDTH];
    this.hasSync = new float[size];
    this.hasVisual = new float[size];
  }

  /** Draws a batch; {@code dropping} is off for validation. */
  static SoundBatch draw(
      List<SoundSample> samples, int size, SplittableRandom random, boolean dropping) {
    SoundBatch batch = new SoundBatch(size);
    for (int i = 0; i < size; i++) {
      SoundSample sample = samples.get(random.nextInt(samples.size()));
      batch.put(i, sample, random, dropping);
    }
    return batch;
  }

  private void put(int at, SoundSample sample, SplittableRandom random, boolean dropping) {
    // Windows start on a visual token, so that both grids keep their phase.
    int start = random.nextInt((sample.count() - N) / PER_VISUAL + 1) * PER_VISUAL;
    System.arraycopy(sample.latents(), start * C, latents, at * N * C, N * C);
    double drop = dropping ? random.nextDouble() : 1;
    boolean unconditional = drop < 0.1;
    boolean soundOnly = drop >= 0.1 && drop < 0.18 && sample.events().isEmpty();
    captions.add(unconditional ? null : sample.caption());
    if (unconditional || soundOnly) {
      return;
    }
    hasSync[at] = 1;
    float[] contact;
    float[] motion;
    if (sample.sight() == null) {
      contact = imaginedContact(sample.events(), sample.count(), random);
      motion = imaginedMotion(sample.count(), random);
    } else {
      contact = sample.sight().contact();
      motion = sample.sight().motion();
      hasVisual[at] = dropping && random.nextDouble() < 0.1 ? 0 : 1;
      System.arraycopy(
          sample.sight().tokens(),
          start / PER_VISUAL * VisualNet.WIDTH,
          visual,
          at * V * VisualNet.WIDTH,
          V * VisualNet.WIDTH);
    }
    float[] tokens =
        SyncTrack.tokens(
                (double) start / EmbeddedConfig.LATENT_RATE,
                sample.events(),
                java.util.Arrays.copyOfRange(contact, start, start + N),
                java.util.Arrays.copyOfRange(sample.friction(), start, start + N),
                java.util.Arrays.copyOfRange(motion, start, start + N))
            .values();
    System.arraycopy(tokens, 0, sync, at * N * SyncTrack.WIDTH, tokens.length);
  }

  /**
   * A contact curve such as the visual encoder draws: a bump at each event, lesser ones elsewhere.
   */
  private static float[] imaginedContact(
      List<MotionEvent> events, int count, SplittableRandom random) {
    float[] curve = new float[count];
    for (MotionEvent event : events) {
      bump(curve, event.time() * EmbeddedConfig.LATENT_RATE, 0.5 + 0.5 * random.nextDouble());
    }
    int faint = random.nextInt(6);
    for (int i = 0; i < faint; i++) {
      bump(curve, random.nextDouble() * count, 0.48 * random.nextDouble());
    }
    return curve;
  }

  private static void bump(float[] curve, double centre, double height) {
    for (int i = (int) Math.max(0, centre - 4); i < Math.min(curve.length, centre + 5); i++) {
      double distance = i - centre;
      curve[i] = Math.max(curve[i], (float) (height * Math.exp(-distance * distance / 2)));
    }
  }

  private static float[] imaginedMotion(int count, SplittableRandom random) {
    float[] curve = new float[count];
    double level = random.nextDouble() * 0.5;
    for (int i = 0; i < count; i++) {
      level += 0.03 * random.nextGaussian() - 0.02 * (level - 0.2);
      curve[i] = (float) Math.max(0, Math.min(1, level));
    }
    return curve;
  }
}
