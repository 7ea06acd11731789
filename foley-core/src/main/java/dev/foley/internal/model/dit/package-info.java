/**
 * The multimodal diffusion transformer: two-stream blocks in which sound and picture attend to each
 * other, then single-stream blocks over the sound alone. One code, two configurations: the embedded
 * model and HunyuanVideo-Foley.
 */
package dev.foley.internal.model.dit;
