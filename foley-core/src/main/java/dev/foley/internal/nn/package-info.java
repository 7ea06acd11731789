/**
 * Network building blocks on DJL tensors, shared by every model: {@link
 * dev.foley.internal.nn.Torch} is the only door to the engine (device, threads, telemetry), {@link
 * dev.foley.internal.nn.Tensors} hands out weights by their checkpoint names, {@link
 * dev.foley.internal.nn.Layers} and {@link dev.foley.internal.nn.Rotary} are pure functions, so the
 * same code runs inference and, under a gradient collector, training.
 */
package dev.foley.internal.nn;
