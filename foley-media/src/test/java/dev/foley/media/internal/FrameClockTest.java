package dev.foley.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.video.MediaTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameClockTest {
  private static final MediaTime MILLIS = new MediaTime(1, 1000);

  private final MediaWarnings warnings = new MediaWarnings();

  private FrameClock clock(MediaTime nominal, Optional<EditList> edits) {
    return new FrameClock(MILLIS, nominal, Optional.empty(), edits, warnings);
  }

  private static MediaTime ms(long count) {
    return new MediaTime(count, 1000);
  }

  @Test
  void missingStampsFollowAtTheLastSpacing() {
    FrameClock clock = clock(ms(40), Optional.empty());
    assertEquals(ms(0), clock.place(500, 0));
    assertEquals(ms(40), clock.place(FrameClock.MISSING, 0), "nominal spacing");
    assertEquals(ms(100), clock.place(600, 0));
    assertEquals(ms(160), clock.place(FrameClock.MISSING, 0), "spacing last seen");
    assertEquals(ms(500), clock.start());
    assertEquals(ms(220), clock.finish());
    assertEquals(List.of(), warnings.list());
  }

  @Test
  void withoutAnyTimesFramesAreNumberedAndAWarningSaysSo() {
    FrameClock clock = clock(null, Optional.empty());
    clock.place(FrameClock.MISSING, 0);
    assertEquals(new MediaTime(1, 25), clock.place(FrameClock.MISSING, 0));
    clock.finish();
    assertTrue(warnings.list().get(0).contains("25 frames a second"));
  }

  @Test
  void smallStepsBackAreNotDisplayed() {
    FrameClock clock = clock(ms(40), Optional.empty());
    clock.place(0, 0);
    clock.place(40, 0);
    assertNull(clock.place(40, 0));
    assertNull(clock.place(20, 0));
    assertEquals(ms(80), clock.place(80, 0));
    clock.finish();
    assertTrue(warnings.list().get(0).startsWith("2 frames"));
  }

  @Test
  void aRestartedClockGoesOnWithoutABreak() {
    FrameClock clock = clock(ms(40), Optional.empty());
    clock.place(10_000, 0);
    clock.place(10_040, 0);
    assertEquals(ms(80), clock.place(0, 0));
    assertEquals(ms(120), clock.place(40, 0));
    assertTrue(warnings.list().get(0).contains("jump"));
  }

  @Test
  void anUnbelievableJumpAheadIsNotBelieved() {
    FrameClock clock = clock(ms(40), Optional.empty());
    clock.place(0, 0);
    assertEquals(ms(40), clock.place(1L << 50, 0));
    assertEquals(ms(80), clock.finish());
    FrameClock slides =
        new FrameClock(MILLIS, ms(40), Optional.of(ms(600_000)), Optional.empty(), warnings);
    slides.place(0, 0);
    assertEquals(ms(300_000), slides.place(300_000, 0), "a slide the header vouches for");
  }

  @Test
  void gapsInTheTimeStampsAreReportedAndKept() {
    FrameClock clock = clock(ms(40), Optional.empty());
    long[] stamps = {0, 40, 80, 3000, 3040, 3080, 4500, 4540};
    for (long stamp : stamps) {
      assertEquals(ms(stamp), clock.place(stamp, 0));
    }
    assertEquals(ms(4580), clock.finish());
    assertEquals(
        List.of(
            "The time stamps leave 2 gaps of a second or more, the longest from 0.080 s to 3.000 s;"
                + " the picture before each stands still and the sound goes on."),
        warnings.list());
    MediaWarnings none = new MediaWarnings();
    FrameClock slides =
        new FrameClock(MILLIS, ms(5000), Optional.of(ms(60_000)), Optional.empty(), none);
    for (long stamp = 0; stamp < 60_000; stamp += 5000) {
      slides.place(stamp, 0);
    }
    slides.finish();
    assertEquals(List.of(), none.list(), "slides are no gaps");
  }

  @Test
  void theLastFrameLastsAsItsPacketSaysIfPacketsSpeakTheTruth() {
    FrameClock honest = clock(ms(40), Optional.empty());
    honest.place(0, 40);
    honest.place(40, 40);
    honest.place(80, 1000);
    assertEquals(ms(1080), honest.finish());
    FrameClock liar = clock(ms(40), Optional.empty());
    liar.place(0, 400);
    liar.place(40, 400);
    liar.place(80, 1000);
    assertEquals(ms(120), liar.finish());
  }

  @Test
  void editsDecideWhatIsShownAndWhen() {
    // 100 ms of nothing, then media from 200 to 300, then from 600 on: time stamps are shifted by
    // what libavformat subtracts.
    EditList edits =
        new EditList(
            1000,
            List.of(
                new EditList.Edit(ms(100), 200, 300),
                new EditList.Edit(ms(200), 600, Long.MAX_VALUE)),
            200 - 100);
    FrameClock clock = clock(ms(40), Optional.of(edits));
    assertNull(clock.place(60, 0), "before the edit");
    assertEquals(ms(0), clock.place(100, 0));
    assertEquals(ms(100), clock.start());
    assertEquals(ms(60), clock.place(160, 0));
    assertNull(clock.place(220, 0), "between the edits");
    assertEquals(ms(110), clock.place(510, 0));
    assertEquals(160, edits.stampOf(ms(160)));
    assertEquals(510, edits.stampOf(ms(210)));
  }

  @Test
  void damageIsNamedByItsTimes() {
    FrameClock clock = clock(ms(40), Optional.empty());
    clock.place(0, 0);
    clock.place(40, 0);
    clock.noteDamage();
    clock.place(80, 0);
    clock.place(400, 0);
    assertEquals(
        List.of(
            "The picture from 0.120 s to 0.400 s is damaged and missing; the frame before it"
                + " stands still."),
        warnings.list());
    assertEquals(ms(440), clock.finish(), "a gap is no frame spacing");
  }
}
