package dev.foley.internal.model.embedded;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.Activity;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.VisualFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the visual network has said so far: coarse tokens (25 a second) and fine curves (50 a
 * second), from the last released instant on.
 */
final class VisualTrack {
  private static final int WIDTH = VisualNet.WIDTH;
  private static final int PER_VISUAL = EmbeddedConfig.LATENT_RATE / EmbeddedConfig.VISUAL_RATE;

  private final List<float[]> tokens = new ArrayList<>();

  /** Contact as the network saw it first, and with its second looks. */
  private final Curve firstContact = new Curve();

  private final Curve contact = new Curve();
  private final Curve strength = new Curve();
  private final Curve friction = new Curve();
  private final Curve motion = new Curve();
  private final List<MotionEvent> events = new ArrayList<>();
  private final List<MotionEvent> undelivered = new ArrayList<>();
  private long firstToken;
  private long settled;
  private long searched;

  /** A growing row of numbers whose beginning can be forgotten. */
  private static final class Curve {
    private float[] values = new float[1024];
    private int size;

    void copyFrom(Curve other) {
      values = other.values.clone();
      size = other.size;
    }

    void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    void forget(int count) {
      System.arraycopy(values, count, values, 0, size - count);
      size -= count;
    }

    void set(int index, float value) {
      values[index] = value;
    }

    float get(int index) {
      return index >= 0 && index < size ? values[index] : 0;
    }

    float[] slice(int from, int count) {
      float[] slice = new float[count];
      for (int i = 0; i < count; i++) {
        slice[i] = get(from + i);
      }
      return slice;
    }
  }

  /** A track of its own that says the same so far. */
  VisualTrack copy() {
    VisualTrack copy = new VisualTrack();
    copy.tokens.addAll(tokens);
    copy.firstContact.copyFrom(firstContact);
    copy.contact.copyFrom(contact);
    copy.strength.copyFrom(strength);
    copy.friction.copyFrom(friction);
    copy.motion.copyFrom(motion);
    copy.events.addAll(events);
    copy.firstToken = firstToken;
    copy.settled = settled;
    copy.searched = searched;
    return copy;
  }

  /** Coarse tokens so far, released ones included. */
  long tokens() {
    return firstToken + tokens.size();
  }

  /** Fine tokens so far, released ones included. */
  long fineTokens() {
    return tokens() * PER_VISUAL;
  }

  void addMotion(float value) {
    motion.add(value);
  }

  /**
   * Adds tokens {@code from} to {@code to} of a run of the network.
   *
   * @param probabilities three numbers for each fine token: contact, strength, friction
   */
  void add(float[] features, float[] probabilities, int from, int to) {
    for (int i = from; i < to; i++) {
      tokens.add(Arrays.copyOfRange(features, i * WIDTH, (i + 1) * WIDTH));
    }
    for (int i = from * PER_VISUAL; i < to * PER_VISUAL; i++) {
      firstContact.add(probabilities[3 * i]);
      contact.add(probabilities[3 * i]);
      strength.add(probabilities[3 * i + 1]);
      friction.add(probabilities[3 * i + 2]);
    }
  }

  /**
   * Peaks before fine token {@code end} that want a second look, each named once.
   *
   * @return coarse tokens
   */
  List<Long> doubts(long end) {
    List<Long> doubts = new ArrayList<>();
    if (end <= settled) {
      return doubts;
    }
    long origin = firstToken * PER_VISUAL;
    int from = (int) (settled - origin) - 1;
    float[] curve = firstContact.slice(from, (int) (end - origin) + 1 - from);
    for (int i = 1; i < curve.length - 1; i++) {
      if (SyncTrack.isDoubtful(curve, i)) {
        doubts.add((origin + from + i) / PER_VISUAL);
      }
    }
    settled = end;
    return doubts;
  }

  /**
   * Believes the mean of both looks.
   *
   * @param token first coarse token that was looked at again
   * @param contacts contact probability of each fine token from there on, of the second look
   */
  void lookedAgain(long token, float[] contacts) {
    int fine = (int) (token - firstToken) * PER_VISUAL;
    for (int i = 0; i < contacts.length; i++) {
      contact.set(fine + i, (firstContact.get(fine + i) + contacts[i]) / 2);
    }
  }

  /** Looks for events whose peak lies before fine token {@code end}. */
  void findEvents(long end) {
    // One token of overlap on each side, so that a peak at the border is seen with its neighbours.
    int from = (int) (searched - firstToken * PER_VISUAL) - SyncTrack.REFRACTORY;
    int count = (int) (end + 1 - firstToken * PER_VISUAL) - from;
    if (end <= searched) {
      return;
    }
    double start = (double) (from + firstToken * PER_VISUAL) / EmbeddedConfig.LATENT_RATE;
    for (MotionEvent event :
        SyncTrack.peaks(contact.slice(from, count), strength.slice(from, count), start)) {
      boolean isNew = event.time() > lastEvent() + SyncTrack.LEAST_GAP;
      if (isNew) {
        events.add(event);
        undelivered.add(event);
      }
    }
    searched = end;
  }

  private double lastEvent() {
    return events.isEmpty() ? Double.NEGATIVE_INFINITY : events.get(events.size() - 1).time();
  }

  List<MotionEvent> drainEvents() {
    List<MotionEvent> drained = List.copyOf(undelivered);
    undelivered.clear();
    return drained;
  }

  Activity activity(long token) {
    int fine = (int) (token - firstToken) * PER_VISUAL;
    return new Activity(
        VisualGrid.instant(token),
        motion.get(fine),
        Math.max(contact.get(fine), contact.get(fine + 1)));
  }

  /** Features of the {@code count} fine tokens from {@code start} on. */
  VisualFeatures window(long start, int count) {
    int fine = (int) (start - firstToken * PER_VISUAL);
    if (fine < 0) {
      throw new IllegalStateException("features of this window were already released");
    }
    double seconds = (double) start / EmbeddedConfig.LATENT_RATE;
    FeatureMap sync =
        SyncTrack.tokens(
            seconds,
            events,
            contact.slice(fine, count),
            friction.slice(fine, count),
            motion.slice(fine, count));
    int visuals = EmbeddedConfig.visuals(count);
    float[] visual = new float[visuals * WIDTH];
    for (int i = 0; i < visuals && !tokens.isEmpty(); i++) {
      float[] token = tokens.get(Math.min(fine / PER_VISUAL + i, tokens.size() - 1));
      System.arraycopy(token, 0, visual, i * WIDTH, WIDTH);
    }
    return new VisualFeatures(new FeatureMap(visuals, WIDTH, visual), sync);
  }

  /** Forgets coarse tokens before {@code token}, but for what a search for events looks back on. */
  void release(long token) {
    long limit = Math.min(token, searched / PER_VISUAL - 4);
    int count = (int) Math.min(limit - firstToken, tokens.size());
    if (count <= 0) {
      return;
    }
    tokens.subList(0, count).clear();
    firstContact.forget(count * PER_VISUAL);
    contact.forget(count * PER_VISUAL);
    strength.forget(count * PER_VISUAL);
    friction.forget(count * PER_VISUAL);
    motion.forget(count * PER_VISUAL);
    firstToken += count;
    double before = VisualGrid.instant(firstToken) - 1;
    events.removeIf(event -> event.time() < before);
  }
}
