package dev.foley.training;

import dev.foley.FoleyAudio;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import dev.foley.internal.model.embedded.VisualGrid;
import dev.foley.motion.MotionEvent;
import dev.foley.motion.MotionEventDetector;
import dev.foley.training.caption.Captions;
import dev.foley.training.scene.Contact;
import dev.foley.training.scene.SceneClip;
import dev.foley.training.scene.SceneKind;
import dev.foley.training.scene.SceneOptions;
import dev.foley.training.scene.Scenes;
import dev.foley.training.sound.FamilyChooser;
import dev.foley.training.sound.Layer;
import dev.foley.training.sound.SoundFamily;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole SDK on scenes it has never seen: generated onsets against true contact times, beside
 * the contact network's own events and the hand-tuned flow detector.
 */
@Command(name = "evaluate", description = "Scores the shipped model on held-out rendered scenes.")
final class EvaluateCommand implements Callable<Integer> {
  /** Seeds no other command uses. */
  private static final long FIRST_SEED = 9_500_000;

  private static final double TOLERANCE = 0.05;

  @Option(names = "--clips", defaultValue = "3", description = "Clips of each kind of scene.")
  private int clips;

  @Option(names = "--seconds", defaultValue = "6", description = "Length of a clip.")
  private double seconds;

  @Option(names = "--width", defaultValue = "320", description = "Width of the pictures.")
  private int width;

  @Option(
      names = "--kinds",
      split = ",",
      description = "Kinds of scene, e.g. CAMERA_MOVE,SWINGING; all if not given.")
  private Set<SceneKind> kinds = EnumSet.allOf(SceneKind.class);

  @Option(names = "--out", description = "Markdown table to write.")
  private Path out;

  private final Map<String, EventScore[]> scores = new TreeMap<>();

  @Override
  public Integer call() throws IOException {
    SceneKind[] all = SceneKind.values();
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      for (int i = 0; i < clips * all.length; i++) {
        SceneKind kind = all[i % all.length];
        if (kinds.contains(kind)) {
          evaluate(foley, kind, FIRST_SEED + i);
        }
      }
    }
    String table = table();
    System.out.print(table);
    if (out != null) {
      Files.writeString(out, table);
    }
    return 0;
  }

  private void evaluate(FoleyGenerator foley, SceneKind kind, long seed) {
    SceneOptions options = new SceneOptions(seconds, width, width * 9 / 16 / 2 * 2, true);
    SceneClip clip = Scenes.generate(kind, seed, options);
    List<Double> truth = clip.contacts().stream().map(Contact::time).toList();
    EventScore[] score =
        scores.computeIfAbsent(
            kind.name(),
            k -> new EventScore[] {new EventScore(), new EventScore(), new EventScore()});
    score[0].add(handTuned(clip), truth, TOLERANCE);
    FoleyAudio audio =
        foley
            .video((List<FrameSpec> specs) -> clip.open(specs.toArray(FrameSpec[]::new)))
            .prompt(prompt(clip, seed))
            .seed(seed)
            .generate();
    score[1].add(times(audio.report().events()), truth, TOLERANCE);
    score[2].add(times(audio.report().onsets()), truth, TOLERANCE);
  }

  /** Words for a sound that suits the scene; where nothing touches, steps are asked for in vain. */
  private static String prompt(SceneClip clip, long seed) {
    String material = String.valueOf(clip.description().surface());
    List<Layer> layers = FamilyChooser.neutral(clip.kind().name(), material, true, seed);
    if (clip.contacts().isEmpty()) {
      layers = List.of(Layer.of(SoundFamily.STEPS_WOOD));
    }
    return Captions.sample(layers, "en", seed).text();
  }

  private static List<Double> handTuned(SceneClip clip) {
    MotionEventDetector detector = new MotionEventDetector();
    VisualGrid grid = new VisualGrid((token, frame, picture) -> {}, detector::push);
    try (FrameSource source = clip.open(VisualGrid.PICTURE)) {
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        grid.push(frame.pictures().get(0).data(), frame.time().seconds());
      }
      grid.finish(source.duration());
    }
    detector.finish();
    return detector.drain().stream().map(MotionEvent::time).toList();
  }

  private static List<Double> times(List<FoleyReport.Moment> moments) {
    return moments.stream().map(FoleyReport.Moment::time).toList();
  }

  private String table() {
    StringBuilder text = new StringBuilder();
    text.append("| scene | contacts | hand-tuned F1 | network F1 | sound F1 | sound P | sound R |");
    text.append(" median offset, ms | sounds a minute |\n");
    text.append("|---|---|---|---|---|---|---|---|---|\n");
    EventScore[] all = {new EventScore(), new EventScore(), new EventScore()};
    double meanHand = 0;
    double meanSound = 0;
    int withContacts = 0;
    for (Map.Entry<String, EventScore[]> entry : scores.entrySet()) {
      EventScore[] s = entry.getValue();
      row(text, entry.getKey().toLowerCase(Locale.ROOT).replace('_', ' '), s, clips);
      for (int i = 0; i < all.length; i++) {
        all[i].addAll(s[i]);
      }
      if (s[0].truth() > 0) {
        withContacts++;
        meanHand += s[0].f1();
        meanSound += s[2].f1();
      }
    }
    row(text, "**all**", all, clips * scores.size());
    text.append(
        String.format(
            Locale.ROOT,
            "%nMean F1 over the %d kinds with contacts: hand-tuned %.3f, generated sound %.3f.%n",
            withContacts,
            meanHand / withContacts,
            meanSound / withContacts));
    return text.toString();
  }

  private void row(StringBuilder text, String name, EventScore[] s, int count) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f | %.1f |%n",
            name,
            s[2].truth(),
            s[0].f1(),
            s[1].f1(),
            s[2].f1(),
            s[2].precision(),
            s[2].recall(),
            1000 * s[2].medianOffset(),
            60 * s[2].found() / (count * seconds)));
  }
}
