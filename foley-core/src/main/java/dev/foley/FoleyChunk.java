package dev.foley;

import dev.foley.audio.AudioBuffer;
import java.util.Map;

/**
 * A stretch of finished sound.
 *
 * @param start index of its first sample in the whole sound
 * @param audio the mix
 * @param stems the layers by name, empty for a request without layers; before the limiter of the
 *     mix
 */
public record FoleyChunk(long start, AudioBuffer audio, Map<String, AudioBuffer> stems) {}
