package dev.foley.training.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mixes layers into the sound of one clip.
 *
 * <p>Foreground events keep their level whatever lies under them; modifiers move single layers. The
 * whole is scaled down only where it would pass -0.5 dBFS, so that equal captions are equally loud.
 */
public final class Soundtrack {
  private static final double CEILING = 0.944;

  private Soundtrack() {}

  /**
   * Renders all layers and mixes them.
   *
   * @param layers what is heard; empty gives silence
   * @param events contacts of the picture; every event family among the layers sounds at them
   * @param slides stretches in which something slides or swings; scraping and passing air follow
   *     them. If there are none but there are events, scraping follows the events half of the time
   * @param durationSeconds length in seconds
   * @param seed chooses everything that the layers leave open
   * @return mono 48 kHz samples, round(duration * 48000) of them, within -0.95..0.95
   */
  public static float[] render(
      List<Layer> layers,
      List<SoundEvent> events,
      List<Interval> slides,
      double durationSeconds,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] mix = new float[(int) Math.round(durationSeconds * SoundSynth.SAMPLE_RATE)];
    Noise noise = new Noise(random);
    boolean dry = noise.chance(0.35);
    boolean follow = noise.chance(0.5);
    double size = noise.log(0.012, 0.055);
    double decay = noise.log(0.15, 0.6);
    double send = Math.pow(10, noise.uniform(-24, -13) / 20);
    for (Layer layer : layers) {
      List<Interval> strokes = strokes(layer, events, slides, follow, noise);
      float[] sound = SoundSynth.render(layer, events, strokes, durationSeconds, random.nextLong());
      shape(layer, sound);
      float[] target = layer.is(Modifier.DISTANT) ? new float[0] : mix;
      boolean inside = layer.family().eventDriven() || layer.family().strokes();
      if (target.length == 0) {
        // A far source reaches the ear mostly by reflection.
        new Reverb(0.06, 0.9, 0.5, noise).process(sound, mix, 0.6f);
      } else if (inside && !dry && !layer.is(Modifier.NEAR)) {
        new Reverb(size, decay, 0.3, noise).process(sound, mix, (float) send);
      }
      for (int i = 0; i < mix.length; i++) {
        mix[i] += sound[i];
      }
    }
    limit(mix);
    return mix;
  }

  private static List<Interval> strokes(
      Layer layer, List<SoundEvent> events, List<Interval> slides, boolean follow, Noise noise) {
    if (!slides.isEmpty() || layer.family() != SoundFamily.METAL_SCRAPE || !follow) {
      return slides;
    }
    List<Interval> own = new ArrayList<>();
    for (SoundEvent event : events) {
      own.add(new Interval(event.time(), event.time() + noise.log(0.15, 0.7)));
    }
    return own;
  }

  private static void shape(Layer layer, float[] sound) {
    double db = 0;
    for (Modifier modifier : layer.modifiers()) {
      db +=
          switch (modifier) {
            case DISTANT -> -9;
            case NEAR -> 2;
            case LOUD -> 4;
            case SOFT -> -8;
            case HEAVY -> 2;
            case LIGHT -> -5;
            case FAST, SLOW -> 0;
          };
    }
    float gain = (float) Math.pow(10, db / 20);
    for (int i = 0; i < sound.length; i++) {
      sound[i] *= gain;
    }
    if (layer.is(Modifier.DISTANT)) {
      Biquad.lowPass(1800, 0.6).process(sound);
    }
  }

  private static void limit(float[] mix) {
    double peak = SoundSynth.peak(mix);
    if (peak > CEILING) {
      float gain = (float) (CEILING / peak);
      for (int i = 0; i < mix.length; i++) {
        mix[i] *= gain;
      }
    }
  }
}
