/**
 * HunyuanVideo-Foley from its published checkpoint files, one file per network, each named as its
 * paper names it: SigLIP2 (what is seen), Synchformer (when something happens), CLAP (text), and
 * the DAC variational autoencoder (sound); the diffusion transformer itself lives in {@code
 * dev.foley.internal.model.dit}. Weights are asked for by the checkpoints' own key names.
 */
package dev.foley.internal.model.hunyuan;
