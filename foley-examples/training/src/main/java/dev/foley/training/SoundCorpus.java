package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.LatentSpace;
import dev.foley.internal.model.embedded.MelFrames;
import dev.foley.motion.MotionEvent;
import dev.foley.training.caption.Captions;
import dev.foley.training.optim.PrincipalComponents;
import dev.foley.training.sound.FamilyChooser;
import dev.foley.training.sound.Interval;
import dev.foley.training.sound.Layer;
import dev.foley.training.sound.SoundEvent;
import dev.foley.training.sound.Soundtrack;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Captioned soundtracks as latents, each a pure function of its seed. */
final class SoundCorpus {
  /** Length of a soundtrack; longer than a window, so that windows can start anywhere. */
  static final double SECONDS = 6;

  /** Share of the samples whose prompt is empty: neutral Foley from the motion. */
  private static final double NEUTRAL = 0.12;

  private static final int BLOCK = 512;

  private SoundCorpus() {}

  /** What is heard and what it is called. */
  record Plan(String caption, List<Layer> layers) {}

  /** Chooses sound and words for a scene. */
  static Plan plan(String scene, String material, boolean contacts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (random.nextDouble() < NEUTRAL) {
      List<Layer> layers = FamilyChooser.neutral(scene, material, contacts, random.nextLong());
      return new Plan(Captions.neutral(layers, random.nextLong()).text(), layers);
    }
    List<Layer> layers = FamilyChooser.choose(scene, material, contacts, random.nextLong());
    return new Plan(Captions.sample(layers, random.nextLong()).text(), layers);
  }

  /** The log-mel frames of a soundtrack of {@link #SECONDS}. */
  static float[] mel(Plan plan, List<SoundEvent> contacts, List<Interval> slides, long seed) {
    float[] sound = Soundtrack.render(plan.layers(), contacts, slides, SECONDS, seed);
    return new MelFrames().analyze(sound);
  }

  /** Fits the latent space to the mel frames of {@code count} soundtracks. */
  static PrincipalComponents.Result fitLatents(int count, long firstSeed) {
    PrincipalComponents components = new PrincipalComponents(LatentSpace.FRAMES * MelFrames.BANDS);
    for (int from = 0; from < count; from += BLOCK) {
      IntStream.range(from, Math.min(count, from + BLOCK))
          .parallel()
          .mapToObj(i -> imagined(firstSeed + i).mel())
          .toList()
          .forEach(components::add);
    }
    return components.solve(EmbeddedConfig.LATENT_CHANNELS);
  }

  private record Imagined(String caption, List<SoundEvent> contacts, float[] mel) {}

  private static Imagined imagined(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ContactProcess process = ContactProcess.draw(SECONDS, random);
    Plan plan = plan(process.scene(), null, !process.contacts().isEmpty(), random.nextLong());
    return new Imagined(
        plan.caption(),
        process.contacts(),
        mel(plan, process.contacts(), List.of(), random.nextLong()));
  }

  /** A sample without a picture. */
  static SoundSample sample(LatentSpace space, long seed) {
    Imagined imagined = imagined(seed);
    List<MotionEvent> events = new ArrayList<>();
    for (SoundEvent contact : imagined.contacts()) {
      events.add(new MotionEvent(contact.time(), contact.strength()));
    }
    float[] latents = space.encode(imagined.mel()).values();
    return new SoundSample(
        imagined.caption(),
        events,
        new float[latents.length / EmbeddedConfig.LATENT_CHANNELS],
        latents,
        null);
  }

  /** Writes samples of consecutive seeds to one file. */
  static void build(Path file, LatentSpace space, int count, long firstSeed) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
      out.writeInt(count);
      for (int from = 0; from < count; from += BLOCK) {
        List<SoundSample> samples =
            IntStream.range(from, Math.min(count, from + BLOCK))
                .parallel()
                .mapToObj(i -> sample(space, firstSeed + i))
                .toList();
        for (SoundSample sample : samples) {
          sample.write(out);
        }
      }
    }
    Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  static List<SoundSample> load(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      SoundSample[] samples = new SoundSample[in.readInt()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = SoundSample.read(in);
      }
      return Arrays.asList(samples);
    }
  }
}
