package dev.foley.internal.pipeline;

import java.time.Duration;

/**
 * One window, for the report.
 *
 * @param index counted from 0
 * @param start of the window, in seconds
 * @param seam where its new sound starts, in seconds
 * @param end of the window, in seconds; a padded window reaches beyond the end of the sound
 * @param latents time the synthesizer took for all voices
 * @param audio time the vocoder took for all voices
 */
public record WindowRecord(
    long index, double start, double seam, double end, Duration latents, Duration audio) {}
