/**
 * What moves in the picture, and when it hits something. Plain arithmetic on small grey pictures.
 *
 * <p>Start at {@link dev.foley.motion.MotionAnalyzer}: push luma pictures with their times, take
 * {@link dev.foley.motion.MotionFrame}s: planes (luma, change, velocity just before and just after,
 * camera removed) and a few figures a picture. Behind it stand {@link
 * dev.foley.motion.OpticalFlow}, which finds where every 2x2 pixels went, and {@link
 * dev.foley.motion.CameraMotion}, the part of it that belongs to the camera. {@link
 * dev.foley.motion.MotionEventDetector} turns frames into contact times by hand-set rules; it is
 * the yardstick for the learned detector.
 */
package dev.foley.motion;
