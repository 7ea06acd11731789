/**
 * The embedded model: small trained networks whose weights ship inside this library. Follow a
 * sample of audio backwards: {@link dev.foley.internal.model.embedded.EmbeddedVocoder} makes it
 * from log-mel frames that {@link dev.foley.internal.model.embedded.LatentSpace} expands from
 * latents, which {@link dev.foley.internal.model.embedded.EmbeddedSynthesizer} samples with the
 * shared diffusion transformer, told what is seen and when by {@link
 * dev.foley.internal.model.embedded.EmbeddedVisualEncoder} and what is wanted by {@link
 * dev.foley.internal.model.embedded.EmbeddedTextConditioner}. The trainer in
 * foley-examples/training builds the very same objects around trainable tensors.
 */
package dev.foley.internal.model.embedded;
