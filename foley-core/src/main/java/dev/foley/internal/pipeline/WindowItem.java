package dev.foley.internal.pipeline;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.VisualFeatures;
import java.util.List;

/**
 * What travels between stages: one window, or the end of the sound. Built up stage by stage; each
 * stage hands on a new value.
 */
sealed interface WindowItem {
  /**
   * One window.
   *
   * @param index counted from 0
   * @param firstLatent where it starts
   * @param seamLatent where its new sound starts: everything before belongs to earlier windows
   * @param nextSeamLatent where the new sound of the window after this one starts
   * @param untilLatent what lies behind is not used
   * @param fresh starts an acoustic scene: nothing before it is continued
   * @param features of this window, {@code null} once the latents are made
   * @param events found since the last window
   * @param eventsUntil all events before this time, in seconds, have been handed on
   * @param totalSamples length of the whole sound, {@code Long.MAX_VALUE} while it is not known
   * @param texts for each voice
   * @param latents for each voice
   * @param latentsNanos time the synthesizer took
   */
  record Window(
      long index,
      long firstLatent,
      long seamLatent,
      long nextSeamLatent,
      long untilLatent,
      boolean fresh,
      VisualFeatures features,
      List<MotionEvent> events,
      double eventsUntil,
      long totalSamples,
      List<List<WeightedText>> texts,
      List<Latents> latents,
      long latentsNanos)
      implements WindowItem {

    Window withTexts(List<List<WeightedText>> encoded) {
      return new Window(
          index,
          firstLatent,
          seamLatent,
          nextSeamLatent,
          untilLatent,
          fresh,
          features,
          events,
          eventsUntil,
          totalSamples,
          encoded,
          latents,
          latentsNanos);
    }

    Window withLatents(List<Latents> sampled, long nanos) {
      return new Window(
          index,
          firstLatent,
          seamLatent,
          nextSeamLatent,
          untilLatent,
          fresh,
          null,
          events,
          eventsUntil,
          totalSamples,
          List.of(),
          sampled,
          nanos);
    }
  }

  /**
   * The window that leads from the end of a loop back to its beginning: the loop turned so that its
   * seam lies inside. It begins with the end and ends with the beginning, but for the first moment
   * of the beginning, which is made anew to lead from the one to the other.
   *
   * @param end length of the loop in latent frames
   * @param known how many of its end it begins with
   * @param bridge how many of its beginning are made anew
   * @param following how many of its beginning, behind those, it ends with
   * @param totalSamples length of the loop
   * @param features of this window, {@code null} once the latents are made
   * @param texts for each voice
   * @param latents for each voice
   */
  record Closing(
      long end,
      int known,
      int bridge,
      int following,
      long totalSamples,
      VisualFeatures features,
      List<List<WeightedText>> texts,
      List<Latents> latents)
      implements WindowItem {

    Closing withTexts(List<List<WeightedText>> encoded) {
      return new Closing(end, known, bridge, following, totalSamples, features, encoded, latents);
    }

    Closing withLatents(List<Latents> sampled) {
      return new Closing(end, known, bridge, following, totalSamples, null, List.of(), sampled);
    }
  }

  /**
   * No window follows.
   *
   * @param events the last ones
   * @param totalSamples length of the whole sound
   */
  record End(List<MotionEvent> events, long totalSamples) implements WindowItem {}
}
