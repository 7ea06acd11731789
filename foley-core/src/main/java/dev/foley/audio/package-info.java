/**
 * Sound as values, and where it goes.
 *
 * <p>Start at {@link dev.foley.audio.AudioBuffer}: planar float samples, nominally in [-1, 1], with
 * their {@link dev.foley.audio.AudioFormat}. Buffers are pushed into an {@link
 * dev.foley.audio.AudioSink}; {@link dev.foley.audio.WavWriter} is the one that makes files, and
 * {@link dev.foley.audio.WavReader} reads them back.
 *
 * <p>{@link dev.foley.audio.LoudnessMeter} tells how loud a sound is, {@link
 * dev.foley.audio.TruePeakLimiter} holds its peaks down, and {@link dev.foley.audio.LoudnessSink}
 * puts the two to work in front of any other sink.
 */
package dev.foley.audio;
