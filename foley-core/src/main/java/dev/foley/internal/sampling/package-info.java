/**
 * Flow-matching sampling on host arrays: the noise levels ({@link
 * dev.foley.internal.sampling.FlowSchedule}), the steps between them ({@link
 * dev.foley.internal.sampling.FlowSolver}), classifier-free guidance, noise that depends on nothing
 * but (seed, latent frame, channel), and the loop over a window's steps ({@link
 * dev.foley.internal.sampling.WindowSampler}).
 */
package dev.foley.internal.sampling;
