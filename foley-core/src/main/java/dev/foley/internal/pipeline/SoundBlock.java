package dev.foley.internal.pipeline;

import dev.foley.internal.sync.Alignment;
import java.util.List;

/**
 * Finished sound at the model's rate.
 *
 * @param start absolute index of the first sample
 * @param voices one array for each voice, all of one length
 * @param last whether nothing follows
 * @param alignments one for each voice with the last block, empty before
 * @param windows those that were finished since the block before
 */
public record SoundBlock(
    long start,
    float[][] voices,
    boolean last,
    List<Alignment> alignments,
    List<WindowMeasures> windows) {}
