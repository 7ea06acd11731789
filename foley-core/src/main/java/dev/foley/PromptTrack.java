package dev.foley;

import dev.foley.internal.pipeline.PromptSchedule;
import dev.foley.internal.pipeline.PromptSchedule.WeightedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prompts over time. Where no entry applies, the request's own prompt does. At borders one prompt
 * fades into the next. Immutable.
 *
 * <p>As a file: one entry a line, {@code START END TEXT}, times as seconds or {@code [h:]m:s}, for
 * example {@code 1:05 1:12.5 a door slams}; empty lines and lines that start with {@code #} are
 * skipped; UTF-8.
 */
public final class PromptTrack {
  private static final Duration DEFAULT_CROSS_FADE = Duration.ofMillis(500);
  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(.*)");
  private static final Pattern TIME =
      Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,4}):)?(\\d{1,9}(?:\\.\\d{1,9})?)");

  private final List<Entry> entries;
  private final double crossFade;

  private PromptTrack(List<Entry> entries, double crossFade) {
    this.entries = entries;
    this.crossFade = crossFade;
  }

  /**
   * Text that applies from one instant to another.
   *
   * @param start seconds from the first frame of the video
   * @param end seconds, after {@code start}
   */
  public record Entry(double start, double end, String prompt) {
    public Entry {
      Objects.requireNonNull(prompt, "prompt");
      if (!(start >= 0 && end > start && Double.isFinite(end))) {
        throw new IllegalArgumentException(
            "a prompt cannot apply from " + start + " s to " + end + " s");
      }
    }
  }

  /** Entries in ascending order that do not overlap; cross-fades last half a second. */
  public static PromptTrack of(List<Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).start() < entries.get(i - 1).end()) {
        throw new IllegalArgumentException(
            "prompt entries must not overlap: one ends at "
                + entries.get(i - 1).end()
                + " s, the next starts at "
                + entries.get(i).start()
                + " s");
      }
    }
    return new PromptTrack(List.copyOf(entries), DEFAULT_CROSS_FADE.toNanos() * 1e-9);
  }

  /**
   * Reads a track from a file in the format described above.
   *
   * @throws FoleyException.InvalidRequest if the file cannot be read or understood; names the line
   */
  public static PromptTrack read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new FoleyException.InvalidRequest("cannot read the prompt track " + file, e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(parse(line, file + ", line " + (i + 1)));
      }
    }
    try {
      return of(entries);
    } catch (IllegalArgumentException e) {
      throw new FoleyException.InvalidRequest(file + ": " + e.getMessage(), e);
    }
  }

  private static Entry parse(String line, String where) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new FoleyException.InvalidRequest(where + ": expected START END TEXT");
    }
    try {
      return new Entry(seconds(matcher.group(1)), seconds(matcher.group(2)), matcher.group(3));
    } catch (IllegalArgumentException e) {
      throw new FoleyException.InvalidRequest(where + ": " + e.getMessage(), e);
    }
  }

  /** Seconds, {@code m:s} or {@code h:m:s}. */
  private static double seconds(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not a time such as 75, 1:15 or 0:01:15.5");
    }
    double hours = matcher.group(1) == null ? 0 : Double.parseDouble(matcher.group(1));
    double minutes = matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2));
    return hours * 3600 + minutes * 60 + Double.parseDouble(matcher.group(3));
  }

  /** The same entries with another length of the cross-fades; zero switches at once. */
  public PromptTrack crossFade(Duration length) {
    if (length.isNegative() || length.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("a cross-fade lasts 0 to 60 s, not " + length);
    }
    return new PromptTrack(entries, length.toNanos() * 1e-9);
  }

  public List<Entry> entries() {
    return entries;
  }

  /** All that the sound depends on. */
  @Override
  public String toString() {
    return entries + ", cross-fades of " + crossFade + " s";
  }

  /**
   * The track as the pipeline wants it.
   *
   * @param fallback prompt where no entry applies
   * @param offset time of the video at which the sound starts, in seconds
   */
  PromptSchedule schedule(String fallback, double offset) {
    List<Span> spans = new ArrayList<>();
    double at = Double.NEGATIVE_INFINITY;
    for (Entry entry : entries) {
      if (entry.start() > at) {
        spans.add(new Span(at, entry.start(), fallback));
      }
      spans.add(new Span(entry.start(), entry.end(), entry.prompt()));
      at = entry.end();
    }
    spans.add(new Span(at, Double.POSITIVE_INFINITY, fallback));
    return (first, count, rate) -> weigh(spans, offset, first, count, rate);
  }

  /** Like an entry, but the spans of a schedule leave no gap and reach to both infinities. */
  private record Span(double start, double end, String prompt) {}

  private List<WeightedPrompt> weigh(
      List<Span> spans, double offset, long first, int count, int rate) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    double from = offset + (double) first / rate - crossFade;
    double to = offset + (double) (first + count) / rate + crossFade;
    for (Span span : spans) {
      if (span.end() < from || span.start() > to) {
        continue;
      }
      float[] weight = new float[count];
      boolean heard = false;
      for (int i = 0; i < count; i++) {
        double t = offset + (first + i + 0.5) / rate;
        weight[i] = (float) (passed(t, span.start()) - passed(t, span.end()));
        heard |= weight[i] > 0;
      }
      if (heard) {
        weights.merge(span.prompt(), weight, PromptTrack::sum);
      }
    }
    List<WeightedPrompt> prompts = new ArrayList<>();
    weights.forEach((prompt, weight) -> prompts.add(new WeightedPrompt(prompt, weight)));
    return List.copyOf(prompts);
  }

  /** 0 before a border, 1 behind it, a ramp around it: neighbours' weights always sum to 1. */
  private double passed(double t, double border) {
    if (crossFade == 0 || Double.isInfinite(border)) {
      return t >= border ? 1 : 0;
    }
    return Math.max(0, Math.min(1, (t - border) / crossFade + 0.5));
  }

  private static float[] sum(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }
}
