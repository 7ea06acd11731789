package dev.foley.training;

import dev.foley.internal.model.embedded.LatentSpace;
import dev.foley.internal.model.embedded.SyncTrack;
import dev.foley.motion.MotionEvent;
import dev.foley.training.sound.Interval;
import dev.foley.training.sound.SoundEvent;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Gives rendered clips their sound. Events sound where the trained contact network sees them, not
 * where the simulator had them: the synthesizer is to follow the network's events, and could only
 * learn to distrust them otherwise.
 */
@Command(
    name = "corpus-sight",
    description = "Writes soundtracks for rendered clips, seen by the trained contact network.")
final class SightCorpusCommand implements Callable<Integer> {
  static final String TRAIN = "sight-train.bin";
  private static final int FINE_RATE = 50;
  private static final int BLOCK = 128;

  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--clips", defaultValue = "clips", description = "Folder of the clips.")
  private String clips;

  @Option(names = "--out", defaultValue = TRAIN, description = "File to write.")
  private String out;

  @Option(names = "--variants", defaultValue = "2", description = "Soundtracks for each clip.")
  private int variants;

  @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu or gpu:N.")
  private String device;

  @Option(names = "--seed", defaultValue = "3000000", description = "Chooses sounds and words.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    LatentSpace space = LatentsCommand.load(work);
    List<Path> files = TrainVisualCommand.files(work.resolve(clips));
    Path part = work.resolve(out + ".part");
    try (VisualTrainer eyes = new VisualTrainer(work, device, 1, 1, null);
        DataOutputStream data =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
      eyes.useAveraged();
      data.writeInt(files.size() * variants);
      for (int from = 0; from < files.size(); from += BLOCK) {
        write(files.subList(from, Math.min(files.size(), from + BLOCK)), from, eyes, space, data);
      }
    }
    Files.move(part, work.resolve(out), StandardCopyOption.REPLACE_EXISTING);
    return 0;
  }

  /** The network looks at one clip after the other; the sounds are made side by side. */
  private void write(
      List<Path> files, int first, VisualTrainer eyes, LatentSpace space, DataOutputStream data)
      throws IOException {
    List<Clip> block = files.parallelStream().map(Clip::read).toList();
    List<VisualTrainer.Sight> sights = block.stream().map(eyes::look).toList();
    List<SoundSample> samples =
        IntStream.range(0, block.size() * variants)
            .parallel()
            .mapToObj(
                i ->
                    sample(
                        block.get(i / variants),
                        sights.get(i / variants),
                        space,
                        seed + (long) first * variants + i))
            .toList();
    for (SoundSample sample : samples) {
      sample.write(data);
    }
  }

  private static SoundSample sample(
      Clip clip, VisualTrainer.Sight sight, LatentSpace space, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<MotionEvent> events = SyncTrack.peaks(sight.contact(), sight.strength(), 0);
    List<SoundEvent> contacts = new ArrayList<>();
    for (MotionEvent event : events) {
      contacts.add(new SoundEvent(event.time(), event.strength()));
    }
    SoundCorpus.Plan plan =
        SoundCorpus.plan(clip.kind(), clip.material(), !events.isEmpty(), random.nextLong());
    List<Interval> slides = slides(sight.friction());
    float[] latents =
        space.encode(SoundCorpus.mel(plan, contacts, slides, random.nextLong())).values();
    int fine = (int) Math.round(SoundCorpus.SECONDS * FINE_RATE);
    float[] motion = new float[fine];
    for (int i = 0; i < fine; i++) {
      motion[i] = clip.motion()[Math.min(i / 2, clip.tokens() - 1)];
    }
    int coarse = fine / 2;
    int width = sight.tokens().length / clip.tokens();
    return new SoundSample(
        plan.caption(),
        events,
        Arrays.copyOf(sight.friction(), fine),
        latents,
        new SoundSample.Sight(
            Arrays.copyOf(sight.tokens(), coarse * width),
            Arrays.copyOf(sight.contact(), fine),
            motion));
  }

  private static List<Interval> slides(float[] friction) {
    List<Interval> slides = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= friction.length; i++) {
      boolean sliding = i < friction.length && friction[i] > 0.5f;
      if (sliding && start < 0) {
        start = i;
      } else if (!sliding && start >= 0) {
        if (i - start >= 5) {
          slides.add(new Interval((double) start / FINE_RATE, (double) i / FINE_RATE));
        }
        start = -1;
      }
    }
    return slides;
  }
}
