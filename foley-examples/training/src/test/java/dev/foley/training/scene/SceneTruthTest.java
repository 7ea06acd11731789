package dev.foley.training.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.training.scene.SceneKind.Truth;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTruthTest {
  private static final SceneOptions SPOILT = new SceneOptions(3, 96, 54, true);
  private static final SceneOptions CALM = new SceneOptions(3, 96, 54, false);

  @ParameterizedTest
  @EnumSource(SceneKind.class)
  void contactsAreInOrderApartAndInside(SceneKind kind) {
    for (long seed = 1; seed <= 3; seed++) {
      SceneClip clip = Scenes.generate(kind, seed, SPOILT);
      double last = 0;
      for (Contact c : clip.contacts()) {
        assertTrue(c.time() - last >= ContactTruth.MERGE_SECONDS || last == 0, kind + " " + c);
        assertTrue(c.time() > 0 && c.time() < clip.duration().seconds(), kind + " " + c);
        assertTrue(c.strength() >= 0.1 && c.strength() <= 1, kind + " " + c);
        last = c.time();
      }
      if (kind.truth() != Truth.CONTACTS) {
        assertEquals(List.of(), clip.contacts(), kind + " has contacts");
      }
      assertEquals(kind.truth() == Truth.CONTINUOUS, !clip.continuous().isEmpty());
      assertEquals(kind.truth() == Truth.NOTHING, clip.description().action().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(SceneKind.class)
  void everyKindShowsSomethingAndMoves(SceneKind kind) {
    SceneClip clip = Scenes.generate(kind, 11, SPOILT);
    List<byte[]> pictures = new ArrayList<>();
    try (FrameSource frames = clip.open(new FrameSpec(48, 27, PixelFormat.GRAY8))) {
      int n = 0;
      for (VideoFrame f = frames.next(); f != null; f = frames.next(), n++) {
        assertEquals(clip.frameTimes().get(n), f.time());
        pictures.add(f.pictures().get(0).data());
      }
      assertEquals(clip.frameTimes().size(), n);
      assertEquals(clip.duration(), frames.duration());
    }
    int low = 255;
    int high = 0;
    for (byte b : pictures.get(pictures.size() / 2)) {
      low = Math.min(low, b & 255);
      high = Math.max(high, b & 255);
    }
    assertTrue(high - low > 20, kind + " is nearly blank: " + low + ".." + high);
    boolean changes = false;
    for (byte[] picture : pictures) {
      changes |= !Arrays.equals(picture, pictures.get(0));
    }
    // A calm static room is the one scene that may stand still.
    assertTrue(changes || kind == SceneKind.STATIC_ROOM, kind + " does not move");
  }

  @ParameterizedTest
  @EnumSource(
      value = SceneKind.class,
      names = {"DROPPED_OBJECTS", "HAMMER", "WALKING", "FLASHES", "STONE_IN_WATER"})
  void sameSeedSameBytes(SceneKind kind) {
    SceneClip first = Scenes.generate(kind, 5, SPOILT);
    SceneClip second = Scenes.generate(kind, 5, SPOILT);
    assertEquals(first.contacts(), second.contacts());
    assertEquals(first.frameTimes(), second.frameTimes());
    FrameSpec spec = FrameSpec.nativeSize(PixelFormat.RGB24);
    try (FrameSource a = first.open(spec);
        FrameSource b = second.open(spec)) {
      for (int i = 0; i < 20; i++) {
        byte[] pixels = a.next().pictures().get(0).data();
        assertTrue(Arrays.equals(pixels, b.next().pictures().get(0).data()), "frame " + i);
      }
    }
    SceneClip other = Scenes.generate(kind, 6, SPOILT);
    assertFalse(first.frameTimes().equals(other.frameTimes()) && same(first, other));
  }

  private static boolean same(SceneClip a, SceneClip b) {
    FrameSpec spec = FrameSpec.nativeSize(PixelFormat.RGB24);
    try (FrameSource x = a.open(spec);
        FrameSource y = b.open(spec)) {
      return Arrays.equals(x.next().pictures().get(0).data(), y.next().pictures().get(0).data());
    }
  }

  @Test
  void mostPositiveClipsHaveContacts() {
    int empty = 0;
    int clips = 0;
    for (SceneKind kind : SceneKind.values()) {
      if (kind.truth() == Truth.CONTACTS) {
        empty += Scenes.generate(kind, 21, CALM).contacts().isEmpty() ? 1 : 0;
        clips++;
      }
    }
    // A camera may miss the action now and then; more than a tenth would be a framing fault.
    assertTrue(empty <= clips / 10, empty + " of " + clips + " clips have no contact in sight");
  }
}
