package dev.foley.video;

import java.util.Optional;

/**
 * What is known of a stream when it is opened. Nothing here is trusted for timing: headers lie.
 *
 * @param width display width in pixels, after rotation
 * @param height display height in pixels, after rotation
 * @param rotation clockwise rotation already applied, in degrees: 0, 90, 180 or 270
 * @param frameRate nominal frames a second as the container states it, 0 if it does not
 * @param timeBase seconds a tick
 * @param startTime presentation time of the first displayed frame on the container's clock
 * @param declaredDuration what the header claims, if it claims anything
 * @param container short container name, such as {@code mov,mp4}
 * @param codec short codec name, such as {@code h264}
 * @param pixelFormat the stream's own pixel format, such as {@code yuv420p}
 * @param decoder name of the decoder that reads it, such as {@code humble}
 */
public record VideoInfo(
    int width,
    int height,
    int rotation,
    double frameRate,
    MediaTime timeBase,
    MediaTime startTime,
    Optional<MediaTime> declaredDuration,
    String container,
    String codec,
    String pixelFormat,
    String decoder) {}
