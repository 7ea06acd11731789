package dev.foley.internal.pipeline;

import dev.foley.internal.sync.Match;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was measured when a window had gone through all stages. Alignment runs some seconds behind,
 * so pairs and faults are those that became known with this window.
 *
 * @param work of each stage since the window before was finished
 * @param queued windows or blocks that a stage has finished and the next has not yet taken
 * @param events of the picture handed on with this window
 * @param before event and onset pairs as the model made them, of all voices
 * @param after pairs as delivered
 * @param seamStepDb greatest change of level across this window's seam over all voices, in dB; NaN
 *     for the first window
 * @param gaps in the sound, see {@link dev.foley.dsp.SoundFaults}
 * @param clicks in the sound
 */
public record WindowMeasures(
    WindowRecord window,
    Map<Stage, Duration> work,
    Map<Stage, Integer> queued,
    int events,
    List<Match> before,
    List<Match> after,
    double seamStepDb,
    long gaps,
    long clicks) {}
