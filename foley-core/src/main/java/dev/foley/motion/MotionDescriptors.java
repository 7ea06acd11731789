package dev.foley.motion;

/**
 * A few figures about the motion around one picture. Speeds are in picture widths per second, with
 * the camera's motion removed; "before" and "after" are the intervals to the neighbouring pictures.
 *
 * @param cameraBefore camera velocity before: x and y in picture widths per second, zoom and roll
 *     per second
 * @param cameraAfter camera velocity after, likewise
 * @param meanSpeed mean speed over the picture, of both intervals
 * @param peakSpeed mean speed of the fastest percent of the picture, of the faster interval
 * @param acceleration mean absolute change of velocity per second over the picture, widths/s^2
 * @param impact how much of its incoming velocity something loses at one place, mean over the
 *     strongest spots, picture widths per second: its speed for a stop, twice that for a reversal,
 *     nothing for a start; flow without a visible change of brightness counts less
 * @param impactX where the impact is, 0 left to 1 right
 * @param impactY where the impact is, 0 top to 1 bottom
 * @param divergence mean divergence of the velocity after, per second, weighted by speed: positive
 *     where things spread or come nearer
 * @param centroidX speed-weighted mean place, 0 left to 1 right; 0.5 without motion
 * @param centroidY speed-weighted mean place, 0 top to 1 bottom; 0.5 without motion
 * @param cutBefore the picture before belongs to another shot
 * @param cutAfter the picture after belongs to another shot
 * @param flashBefore the brightness of the whole picture jumped before
 * @param flashAfter the brightness of the whole picture jumps after
 */
public record MotionDescriptors(
    CameraMotion cameraBefore,
    CameraMotion cameraAfter,
    double meanSpeed,
    double peakSpeed,
    double acceleration,
    double impact,
    double impactX,
    double impactY,
    double divergence,
    double centroidX,
    double centroidY,
    boolean cutBefore,
    boolean cutAfter,
    boolean flashBefore,
    boolean flashAfter) {}
