package dev.foley.cli.soak;

import dev.foley.FoleyChunk;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyListener;
import dev.foley.FoleyReport;
import dev.foley.FoleyRequest;
import dev.foley.FoleyStream;
import dev.foley.FoleyWindow;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavWriter;
import dev.foley.internal.sync.EventMatcher;
import dev.foley.internal.sync.OffsetStatistics;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The published stress test: segments one after the other through one generator, each from its
 * video file to a WAV file of 48 kHz and 16 bit.
 */
public final class Soak {
  /** Rendered films are a whole number of shots of this length. */
  public static final int SHOT_SECONDS = FilmStudio.SHOT_SECONDS;

  /** Sounds further from a true contact have nothing to do with it. */
  private static final double TRUTH_TOLERANCE = 0.1;

  /** A scene's events are compared if there are at least so many. */
  private static final int LEAST_EVENTS = 5;

  private final FoleyGenerator foley;
  private final Path folder;
  private final SoundTrace sound;
  private final Timbre timbre;
  private final PrintWriter log;
  private final List<Segment> warmUp = new ArrayList<>();

  /** Stops a segment from another thread. */
  private volatile FoleyStream running;

  private volatile boolean stopped;

  /**
   * Prepares a soak.
   *
   * @param folder for temporary files
   * @param longestSeconds length of the longest segment
   */
  public Soak(FoleyGenerator foley, Path folder, double longestSeconds, PrintWriter log) {
    this.foley = foley;
    this.folder = folder;
    int rate = foley.model().spec().sampleRate();
    this.sound = new SoundTrace(rate, longestSeconds + 1);
    this.timbre = new Timbre(rate);
    this.log = log;
  }

  /** Cancels the segment under way; for any thread. */
  public void stop() {
    stopped = true;
    FoleyStream stream = running;
    if (stream != null) {
      stream.cancel();
    }
  }

  /**
   * Runs segments of rendered film, after one film of each programme to warm up. The second half
   * mirrors the first: the same films with the same seeds, backwards. So the last segment should
   * sound as the first does, and what differs is drift.
   */
  public List<Segment> rendered(int segments, int shots, long seed) {
    FilmStudio studio = new FilmStudio(folder, () -> stopped);
    log.println("rendering the shots that are not in " + folder + " yet");
    Programme.ALL.forEach(studio::prepare);
    for (Programme programme : Programme.ALL) {
      warmUp(studio.film(programme, shots, seed), programme.prompt(), programme.name(), seed);
    }
    return run(
        segments,
        i -> studio.film(Programme.of(i, segments), shots, seed + mirrored(i, segments)),
        i -> Programme.of(i, segments).prompt(),
        i -> Programme.of(i, segments).name(),
        seed);
  }

  /**
   * Runs segments of the caller's videos, each used from its beginning, after the first video to
   * warm up; mirrored as well.
   */
  public List<Segment> supplied(
      int segments, List<Path> videos, String prompt, Duration limit, long seed) {
    List<Film.Shot> shots = List.of(new Film.Shot(0, ""));
    IntFunction<Film> films =
        i -> {
          Path video = videos.get(mirrored(i, segments) % videos.size());
          return new Film(video, List.of(), shots, limit);
        };
    warmUp(films.apply(0), prompt, "", seed);
    return run(segments, films, i -> prompt, i -> "", seed);
  }

  /** Index from whichever end is nearer. */
  private static int mirrored(int segment, int segments) {
    return Math.min(segment, segments - 1 - segment);
  }

  /** A segment that is shown and not counted. */
  private void warmUp(Film film, String prompt, String name, long seed) {
    warmUp.add(run(0, film, prompt, name, seed));
    log.println(SoakTable.line(warmUp.get(warmUp.size() - 1)));
    log.flush();
  }

  /** Segments run before the first that counts. */
  public List<Segment> warmUp() {
    return List.copyOf(warmUp);
  }

  private List<Segment> run(
      int segments,
      IntFunction<Film> films,
      IntFunction<String> prompts,
      IntFunction<String> names,
      long seed) {
    List<Segment> done = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      Film film = films.apply(i);
      long own = seed + mirrored(i, segments);
      Segment segment = run(i + 1, film, prompts.apply(i), names.apply(i), own);
      done.add(segment);
      log.println(SoakTable.line(segment));
      log.flush();
    }
    return done;
  }

  private Segment run(int number, Film film, String prompt, String name, long seed) {
    Telemetry telemetry = new Telemetry();
    FoleyRequest request =
        foley
            .video(film.file())
            .prompt(prompt)
            .seed(seed)
            .range(Duration.ZERO, film.limit())
            .listener(telemetry);
    int rate = sound.sampleRate();
    sound.clear();
    long processor = processorNanos();
    long started = System.nanoTime();
    FoleyReport report;
    try (FoleyStream stream = request.stream();
        WavWriter wav =
            WavWriter.open(
                folder.resolve("segment.wav"), AudioFormat.mono(rate), SampleFormat.PCM16, seed)) {
      running = stream;
      if (stopped) {
        stream.cancel();
      }
      while (stream.hasNext()) {
        FoleyChunk chunk = stream.next();
        sound.add(chunk);
        wav.write(chunk.audio());
      }
      report = stream.report();
    } finally {
      running = null;
    }
    double elapsed = (System.nanoTime() - started) * 1e-9;
    double busy = (processorNanos() - processor) * 1e-9;
    return new Segment(
        number,
        name,
        prompt,
        report.durationSeconds(),
        elapsed,
        busy,
        telemetry.residentMb(),
        telemetry.residentPeakMb(),
        telemetry.heapMb(),
        report.windows().size(),
        sound.faults().gaps(),
        sound.faults().clicks(),
        sound.missing(Math.round(report.durationSeconds() * rate)),
        report.events().size(),
        report.alignment().pairs(),
        report.alignment().before(),
        report.alignment().after(),
        film.contacts().size(),
        truth(film, report),
        timbres(film, report),
        report.warnings());
  }

  private static OffsetStatistics truth(Film film, FoleyReport report) {
    double[] contacts = film.contacts().stream().mapToDouble(Double::doubleValue).toArray();
    double[] onsets = report.onsets().stream().mapToDouble(FoleyReport.Moment::time).toArray();
    return OffsetStatistics.of(new EventMatcher(TRUTH_TOLERANCE).match(contacts, onsets));
  }

  private Map<String, List<double[]>> timbres(Film film, FoleyReport report) {
    Map<String, List<double[]>> bands = new TreeMap<>();
    for (FoleyReport.Pair pair : report.alignment().pairs()) {
      bands
          .computeIfAbsent(film.sceneAt(pair.event()), scene -> new ArrayList<>())
          .add(timbre.of(sound, pair.onset()));
    }
    bands.values().removeIf(events -> events.size() < LEAST_EVENTS);
    return bands;
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** What the windows of a segment told. */
  private static final class Telemetry implements FoleyListener {
    private final List<Double> resident = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();

    @Override
    public void onWindow(FoleyWindow window) {
      window.residentBytes().ifPresent(bytes -> resident.add(bytes / 1e6));
      heap.add(window.heapBytes() / 1e6);
    }

    double residentMb() {
      return median(resident);
    }

    double residentPeakMb() {
      return resident.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    }

    double heapMb() {
      return median(heap);
    }

    private static double median(List<Double> values) {
      return StatUtils.percentile(values.stream().mapToDouble(d -> d).toArray(), 50);
    }
  }
}
