package dev.foley.training;

import dev.foley.training.sound.SoundEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Contact times without pictures: the rhythms of things that touch (steps, bounces, taps, single
 * blows), for teaching the synthesizer to follow a sync track before there are any clips.
 *
 * @param scene what the rhythm is like, in the words of {@code FamilyChooser}
 * @param contacts at least 60 ms apart
 */
record ContactProcess(String scene, List<SoundEvent> contacts) {
  private static final double LEAST_GAP = 0.07;

  static ContactProcess draw(double duration, SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < 0.18) {
      return new ContactProcess("DROPPED_BOX", List.of());
    }
    if (kind < 0.42) {
      return regular("WALKING", 0.28 + 0.5 * random.nextDouble(), 0.05, duration, random);
    }
    if (kind < 0.55) {
      return regular("KNOCKING", 0.1 + 0.25 * random.nextDouble(), 0.15, duration, random);
    }
    if (kind < 0.72) {
      return bounces(duration, random);
    }
    String[] scenes = {
      "HAMMER",
      "HAND_SLAP",
      "DOOR_SHUTTING",
      "DROPPED_BOX",
      "KEYBOARD",
      "SPLASH",
      "GLASS",
      "CLAPPING"
    };
    return poisson(
        scenes[random.nextInt(scenes.length)], 0.3 + 2.5 * random.nextDouble(), duration, random);
  }

  private static ContactProcess regular(
      String scene, double period, double jitter, double duration, SplittableRandom random) {
    List<SoundEvent> contacts = new ArrayList<>();
    double start = random.nextDouble() * 1.5 * period;
    double end = random.nextDouble() < 0.6 ? duration : duration * random.nextDouble();
    double level = 0.3 + 0.7 * random.nextDouble();
    for (double t = start; t < end; t += period) {
      add(
          contacts,
          t + jitter * period * random.nextGaussian(),
          level * (0.7 + 0.3 * random.nextDouble()));
    }
    return new ContactProcess(scene, contacts);
  }

  private static ContactProcess bounces(double duration, SplittableRandom random) {
    List<SoundEvent> contacts = new ArrayList<>();
    double t = random.nextDouble() * duration * 0.4;
    double interval = 0.35 + 0.6 * random.nextDouble();
    double restitution = 0.6 + 0.3 * random.nextDouble();
    double strength = 0.4 + 0.6 * random.nextDouble();
    while (t < duration && interval > LEAST_GAP) {
      add(contacts, t, strength);
      t += interval;
      interval *= restitution;
      strength *= restitution;
    }
    return new ContactProcess("BOUNCING_BALL", contacts);
  }

  private static ContactProcess poisson(
      String scene, double rate, double duration, SplittableRandom random) {
    List<SoundEvent> contacts = new ArrayList<>();
    double t = 0;
    while (true) {
      t += 0.1 - Math.log(1 - random.nextDouble()) / rate;
      if (t >= duration) {
        return new ContactProcess(scene, contacts);
      }
      add(contacts, t, 0.15 + 0.85 * random.nextDouble());
    }
  }

  private static void add(List<SoundEvent> contacts, double time, double strength) {
    double last = contacts.isEmpty() ? -1 : contacts.get(contacts.size() - 1).time();
    if (time >= 0 && time - last >= LEAST_GAP && strength > 0.05) {
      contacts.add(new SoundEvent(time, strength));
    }
  }
}
