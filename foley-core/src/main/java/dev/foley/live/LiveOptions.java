package dev.foley.live;

import dev.foley.audio.AudioFormat;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.video.FrameSpec;
import java.util.List;

/**
 * What a live session was opened with.
 *
 * @param prompt the first one
 * @param pictures what the model looks at, with sizes in pixels
 * @param strideLatents least number of new latent frames a window
 * @param bed loop to be heard while there is no sound
 */
record LiveOptions(
    FoleyModel model,
    FrameFormat frames,
    List<FrameSpec> pictures,
    String prompt,
    String negativePrompt,
    Sampling sampling,
    int strideLatents,
    AudioFormat format,
    float[] bed) {}
