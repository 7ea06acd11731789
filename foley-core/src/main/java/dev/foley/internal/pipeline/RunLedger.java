package dev.foley.internal.pipeline;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.Activity;
import dev.foley.stage.Coverage;
import dev.foley.stage.Stage;
import dev.foley.video.MediaTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run has noted so far; complete after its last block.
 *
 * @param times work of each stage, waiting not included
 * @param duration exact length of the sound, {@code null} while it is not known
 */
public record RunLedger(
    Map<Stage, Duration> times,
    MediaTime duration,
    List<MotionEvent> events,
    List<Activity> activity,
    List<WindowRecord> windows,
    Map<String, Coverage> coverage,
    List<String> warnings) {}
