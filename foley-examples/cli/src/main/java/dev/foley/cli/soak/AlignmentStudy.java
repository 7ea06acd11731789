package dev.foley.cli.soak;

import dev.foley.FoleyAudio;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import dev.foley.dsp.Onset;
import dev.foley.dsp.OnsetDetector;
import dev.foley.internal.sync.EventMatcher;
import dev.foley.internal.sync.Match;
import dev.foley.internal.sync.OffsetStatistics;
import dev.foley.internal.sync.TimeAligner;
import dev.foley.motion.MotionEvent;
import dev.foley.training.scene.Contact;
import dev.foley.training.scene.SceneClip;
import dev.foley.training.scene.SceneKind;
import dev.foley.training.scene.SceneOptions;
import dev.foley.training.scene.Scenes;
import dev.foley.video.FrameSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Alignment off and on, on rendered clips nothing was trained on: as the model made the sound, and
 * with the sound shifted on purpose.
 *
 * <p>Pairs are found before anything is shifted (at most 100 ms apart), so that the distance before
 * alignment is known exactly. Afterwards a pair's sound is looked for up to 300 ms away; what is
 * not found any more is counted as lost.
 */
public final class AlignmentStudy {
  private static final long FIRST_SEED = 9_700_000;
  private static final double CLIP_SECONDS = 12;
  private static final double PAIRED = 0.1;
  private static final double SEARCHED = 0.3;
  private static final double LARGEST_SHIFT = 0.25;

  private final FoleyGenerator foley;
  private final int clips;
  private final long seed;

  /**
   * Plans a study.
   *
   * @param minutes of clips, 12 s each, the kinds of scene with contacts in turn
   */
  public AlignmentStudy(FoleyGenerator foley, double minutes, long seed) {
    this.foley = foley;
    this.clips = (int) Math.max(1, Math.round(minutes * 60 / CLIP_SECONDS));
    this.seed = seed;
  }

  /** A clip's sound without alignment and the times it should keep. */
  private record Sample(float[] sound, int rate, List<MotionEvent> events, double[] contacts) {}

  /** How shifted sound comes out: signed distances before, after, and how many were lost. */
  private static final class Tally {
    private final List<Match> before = new ArrayList<>();
    private final List<Match> after = new ArrayList<>();
    private int lost;

    void add(List<Match> pairs, double shift, double[] onsets) {
      double[] wanted = pairs.stream().mapToDouble(Match::event).toArray();
      pairs.forEach(pair -> before.add(new Match(pair.event(), pair.onset() + shift)));
      List<Match> found = new EventMatcher(SEARCHED).match(wanted, onsets);
      after.addAll(found);
      lost += pairs.size() - found.size();
    }

    void row(StringBuilder text, String sound, String against) {
      OffsetStatistics b = OffsetStatistics.of(before);
      OffsetStatistics a = OffsetStatistics.of(after);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f | %d |%n",
              sound,
              against,
              b.pairs(),
              1e3 * b.medianAbsolute(),
              1e3 * a.medianAbsolute(),
              1e3 * b.p95Absolute(),
              1e3 * a.p95Absolute(),
              lost));
    }
  }

  /** Runs everything; the table is Markdown. */
  public String markdown() {
    List<SceneKind> kinds =
        Arrays.stream(SceneKind.values())
            .filter(kind -> kind.truth() == SceneKind.Truth.CONTACTS)
            .toList();
    Random random = new Random(seed);
    Tally[] events = {new Tally(), new Tally(), new Tally(), new Tally()};
    Tally[] contacts = {new Tally(), new Tally(), new Tally(), new Tally()};
    for (int i = 0; i < clips; i++) {
      Sample sample = generate(kinds.get(i % kinds.size()), FIRST_SEED + i);
      double shift = LARGEST_SHIFT * (2 * random.nextDouble() - 1);
      add(events[0], contacts[0], sample, 0, false);
      add(events[1], contacts[1], sample, shift, false);
      add(events[2], contacts[2], sample, shift, true);
      add(events[3], contacts[3], sample, 0, true);
    }
    StringBuilder text = new StringBuilder();
    text.append("| sound | offsets against | pairs | median off | median on | p95 off | p95 on |");
    text.append(" lost |\n|---|---|---|---|---|---|---|---|\n");
    String[] names = {
      "as made",
      "shifted by up to 250 ms",
      "shifted by up to 250 ms, lag corrected",
      "as made, lag corrected"
    };
    for (int i = 0; i < names.length; i++) {
      events[i].row(text, names[i], "events of the picture");
      contacts[i].row(text, names[i], "true contacts");
    }
    return text.append("\nMilliseconds; ").append(clips).append(" clips of 12 s.\n").toString();
  }

  private Sample generate(SceneKind kind, long number) {
    SceneClip clip = Scenes.generate(kind, number, new SceneOptions(CLIP_SECONDS, 256, 144, false));
    FoleyAudio audio =
        foley
            .video((List<FrameSpec> specs) -> clip.open(specs.toArray(FrameSpec[]::new)))
            .prompt(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .seed(number)
            .align(false)
            .generate();
    FoleyReport report = audio.report();
    return new Sample(
        audio.samples()[0],
        report.sampleRate(),
        report.events().stream().map(e -> new MotionEvent(e.time(), e.strength())).toList(),
        clip.contacts().stream().mapToDouble(Contact::time).toArray());
  }

  private static void add(
      Tally events, Tally contacts, Sample sample, double shift, boolean correctLag) {
    double[] seen = sample.events().stream().mapToDouble(MotionEvent::time).toArray();
    double[] heard =
        OnsetDetector.detect(sample.sound(), sample.rate()).stream()
            .mapToDouble(Onset::timeSeconds)
            .toArray();
    float[] shifted = shifted(sample.sound(), (int) Math.round(shift * sample.rate()));
    double[] aligned = aligned(shifted, sample, correctLag);
    EventMatcher matcher = new EventMatcher(PAIRED);
    events.add(inside(matcher.match(seen, heard), shift), shift, aligned);
    contacts.add(inside(matcher.match(sample.contacts(), heard), shift), shift, aligned);
  }

  /** Pairs whose sound is still there after the shift. */
  private static List<Match> inside(List<Match> pairs, double shift) {
    return pairs.stream()
        .filter(p -> p.onset() + shift > 0.05 && p.onset() + shift < CLIP_SECONDS - 0.05)
        .toList();
  }

  private static float[] shifted(float[] sound, int by) {
    float[] shifted = new float[sound.length];
    int from = Math.max(0, -by);
    int to = Math.max(0, by);
    System.arraycopy(sound, from, shifted, to, sound.length - Math.abs(by));
    return shifted;
  }

  private static double[] aligned(float[] sound, Sample sample, boolean correctLag) {
    TimeAligner aligner = new TimeAligner(sample.rate(), true, correctLag);
    aligner.push(sound, sample.events(), CLIP_SECONDS);
    aligner.finish();
    return aligner.alignment().onsets().stream().mapToDouble(o -> o.time()).toArray();
  }
}
