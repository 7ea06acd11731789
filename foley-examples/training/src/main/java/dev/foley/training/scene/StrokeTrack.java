package dev.foley.training.scene;

import java.util.List;

/** Height over time of something that comes down again and again; 0 exactly at each contact. */
final class StrokeTrack {
  private final List<Stroke> strokes;

  /** Strokes in time order. */
  StrokeTrack(List<Stroke> strokes) {
    this.strokes = List.copyOf(strokes);
  }

  List<Stroke> strokes() {
    return strokes;
  }

  double height(double t) {
    int next = 0;
    while (next < strokes.size() && strokes.get(next).time() <= t) {
      next++;
    }
    Stroke last = next > 0 ? strokes.get(next - 1) : null;
    if (next == strokes.size()) {
      return last == null ? 0 : lift(t, last, last.peak(), last.time() + last.dwell() + 10);
    }
    Stroke to = strokes.get(next);
    double down = to.down();
    if (last != null) {
      down = Math.min(down, 0.55 * (to.time() - last.time() - last.dwell()));
    }
    double start = to.time() - down;
    if (t < start) {
      return last == null ? to.peak() : lift(t, last, to.peak(), start);
    }
    double s = (t - start) / down;
    if (!to.touches()) {
      return to.peak() + (to.miss() - to.peak()) * s * s * (3 - 2 * s);
    }
    return to.peak() * (1 - Math.pow(s, to.power()));
  }

  /** Back up to {@code peak} by {@code end}. */
  private static double lift(double t, Stroke last, double peak, double end) {
    double from = last.time() + last.dwell();
    double span = Math.min(end - from, Math.max(0.08, 1.3 * last.down()));
    double s = Math.max(0, Math.min(1, (t - from) / Math.max(1e-9, span)));
    double f = last.rebound() ? 1 - (1 - s) * (1 - s) : s * s * (3 - 2 * s);
    return last.miss() + (peak - last.miss()) * f;
  }
}
