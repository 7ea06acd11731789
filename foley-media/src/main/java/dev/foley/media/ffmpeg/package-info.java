/**
 * Decoding and muxing through the {@code ffmpeg} and {@code ffprobe} commands, when they are on the
 * PATH: every codec that build knows (AV1 too), and a crash stays in the child process. {@link
 * dev.foley.media.ffmpeg.FfmpegVideoDecoder} reads raw pictures from a pipe and their time stamps
 * from the log of the {@code showinfo} filter, in one pass.
 */
package dev.foley.media.ffmpeg;
