package dev.foley.internal.model.hunyuan;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One video on its way through both visual networks. Sampling instants are exact multiples of 1/8 s
 * (SigLIP2) and 1/25 s (Synchformer); each takes the first frame at or after it. SigLIP2 sees a
 * frame once; Synchformer segments are cut from a window's own start, so that they fit its sound to
 * 20 ms, and shared between windows where they coincide.
 */
final class HunyuanVisualStream implements VisualStream {
  private static final int VISUAL_BATCH = 4;
  private static final int SEGMENT_BATCH = 2;

  private final VisualNetworks networks;
  private final VisualFeatures empty;
  private final int windowLatents;
  private final InstantTrack<float[]> features = new InstantTrack<>();
  private final InstantTrack<Picture> crops = new InstantTrack<>();
  private final Map<Long, float[]> segments = new HashMap<>();

  /** Pictures that SigLIP2 has not seen yet, and how many instants each stands for. */
  private final List<Picture> waiting = new ArrayList<>();

  private final List<Integer> repeats = new ArrayList<>();
  private long nextVisual;
  private MediaTime last = new MediaTime(-1, 1);
  private boolean ended;
  private boolean closed;

  HunyuanVisualStream(VisualNetworks networks, VisualFeatures empty, int windowLatents) {
    this.networks = networks;
    this.empty = empty;
    this.windowLatents = windowLatents;
  }

  @Override
  public void push(VideoFrame frame) {
    requireOpen();
    if (ended || frame.time().compareTo(last) <= 0) {
      throw new IllegalArgumentException("frame times must increase, and end ends the video");
    }
    last = frame.time();
    Picture picture = frame.pictures().get(0);
    long visuals = last.toIndexFloor(ReferenceTiming.VISUAL_RATE) + 1 - nextVisual;
    if (visuals > 0) {
      waiting.add(networks.square(picture));
      repeats.add((int) visuals);
      nextVisual += visuals;
      if (waiting.size() == VISUAL_BATCH) {
        encodeWaiting();
      }
    }
    long syncs = last.toIndexFloor(ReferenceTiming.SYNC_RATE) + 1 - crops.end();
    if (syncs > 0) {
      Picture crop = VisualNetworks.crop(picture);
      for (long i = 0; i < syncs; i++) {
        crops.add(crop);
      }
    }
  }

  private void encodeWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    float[][] tokens = networks.see(waiting);
    for (int i = 0; i < tokens.length; i++) {
      for (int j = 0; j < repeats.get(i); j++) {
        features.add(tokens[i]);
      }
    }
    waiting.clear();
    repeats.clear();
  }

  @Override
  public void end(MediaTime duration) {
    requireOpen();
    ended = true;
  }

  @Override
  public MediaTime readyUntil() {
    if (ended) {
      return new MediaTime(Long.MAX_VALUE / 2, 1);
    }
    return last.numerator() < 0 ? MediaTime.ZERO : last;
  }

  @Override
  public VisualFeatures window(MediaTime start) {
    requireOpen();
    MediaTime end = start.plus(MediaTime.ofIndex(windowLatents, ReferenceTiming.LATENT_RATE));
    if (end.compareTo(readyUntil()) > 0) {
      throw new IllegalStateException(
          "features from " + start + " on are not ready: push more frames or end the stream");
    }
    return glimpse(start);
  }

  @Override
  public VisualFeatures glimpse(MediaTime start) {
    requireOpen();
    if (crops.end() == 0) {
      return empty;
    }
    encodeWaiting();
    VisualFeatures seen = new VisualFeatures(visualTokens(start), syncTokens(start));
    if (!ended) {
      segments.keySet().removeIf(at -> at + networks.segmentFrames() > crops.end());
    }
    return seen;
  }

  private FeatureMap visualTokens(MediaTime start) {
    long first = start.toIndex(ReferenceTiming.VISUAL_RATE);
    int width = networks.visualWidth();
    int tokens = empty.visual().tokens();
    float[] values = new float[tokens * width];
    for (int i = 0; i < tokens; i++) {
      System.arraycopy(features.get(first + i), 0, values, i * width, width);
    }
    return new FeatureMap(tokens, width, values);
  }

  private FeatureMap syncTokens(MediaTime start) {
    long first = start.toIndex(ReferenceTiming.SYNC_RATE);
    int tokens = empty.sync().tokens();
    int count = tokens / networks.segmentTokens();
    int segment = networks.segmentTokens() * networks.syncWidth();
    float[] values = new float[count * segment];
    List<Long> missing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = segment(first, i);
      if (!segments.containsKey(at) && !missing.contains(at)) {
        missing.add(at);
      }
    }
    for (int i = 0; i < missing.size(); i += SEGMENT_BATCH) {
      encodeSegments(missing.subList(i, Math.min(missing.size(), i + SEGMENT_BATCH)));
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(segments.get(segment(first, i)), 0, values, i * segment, segment);
    }
    return new FeatureMap(tokens, networks.syncWidth(), values);
  }

  /** First instant of a window's segment; behind the last picture all segments are the same. */
  private long segment(long first, int index) {
    long at = first + (long) index * ReferenceTiming.SEGMENT_STRIDE;
    return Math.min(at, crops.end() - 1);
  }

  private void encodeSegments(List<Long> starts) {
    List<List<Picture>> pictures = new ArrayList<>();
    for (long start : starts) {
      List<Picture> segment = new ArrayList<>();
      for (int i = 0; i < networks.segmentFrames(); i++) {
        segment.add(crops.get(start + i));
      }
      pictures.add(segment);
    }
    float[][] tokens = networks.watch(pictures);
    for (int i = 0; i < tokens.length; i++) {
      segments.put(starts.get(i), tokens[i]);
    }
  }

  @Override
  public void release(MediaTime before) {
    encodeWaiting();
    long frame = before.toIndexFloor(ReferenceTiming.SYNC_RATE);
    features.release(before.toIndexFloor(ReferenceTiming.VISUAL_RATE));
    crops.release(frame);
    segments.keySet().removeIf(start -> start < frame);
  }

  /** None: the model itself decides when something sounds. */
  @Override
  public List<MotionEvent> drainEvents() {
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
    waiting.clear();
    segments.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this visual stream is closed");
    }
  }
}
