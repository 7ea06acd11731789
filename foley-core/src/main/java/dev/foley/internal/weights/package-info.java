/**
 * Model files in, numbers out. {@link dev.foley.internal.weights.Checkpoints#open} recognises
 * safetensors (one file or shards with an index) and PyTorch zip checkpoints; all are read through
 * {@link dev.foley.internal.weights.Checkpoint}. Opening a file costs its header only, and
 * half-precision numbers are widened on the way out.
 *
 * <p>A model file is untrusted input. Nothing in it is ever executed, every size is checked before
 * anything is allocated, and whatever does not hold is a {@link
 * dev.foley.FoleyException.InvalidModel} that says what and where.
 */
package dev.foley.internal.weights;
