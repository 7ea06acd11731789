/**
 * Decoding, encoding and muxing on Humble Video, a Java binding of FFmpeg's libraries. Start at
 * {@link dev.foley.media.humble.HumbleVideoDecoder}; {@link dev.foley.media.humble.VideoWriter}
 * makes video files.
 *
 * <p>Every native object is deleted by the class that made it, at a known point; nothing is left to
 * the garbage collector, which does not see native memory.
 */
package dev.foley.media.humble;
