/**
 * The words of the training corpus: captions in English and Chinese for chosen sounds.
 *
 * <p>{@link dev.foley.training.caption.Captions} words a list of {@link
 * dev.foley.training.sound.Layer layers}. What it can say is data: the resources en.txt and zh.txt
 * hold, for every sound family, templates of noun phrases, sentences and keywords. The same files
 * give the vocabulary that prompt coverage is measured with.
 */
package dev.foley.training.caption;
