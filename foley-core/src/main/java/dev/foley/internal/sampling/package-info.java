/**
 * Flow-matching sampling on host arrays: the noise levels ({@link
 * dev.foley.internal.sampling.FlowSchedule}), the steps between them ({@link
 * dev.foley.internal.sampling.FlowSolver}), classifier-free guidance, and noise that depends on
 * nothing but (seed, latent frame, channel).
 */
package dev.foley.internal.sampling;
