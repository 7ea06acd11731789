/**
 * The sound of the training corpus: procedural effects with exact event times.
 *
 * <p>Start at {@link dev.foley.training.sound.Soundtrack}, which mixes one to three {@link
 * dev.foley.training.sound.Layer layers}; each layer is one {@link
 * dev.foley.training.sound.SoundFamily} rendered by {@link dev.foley.training.sound.SoundSynth}.
 * Event families sound at given contact times, ambience families fill the clip by themselves. All
 * is 48 kHz mono float and a pure function of its arguments, the seed among them. {@link
 * dev.foley.training.sound.FamilyChooser} says which layers suit what a picture shows.
 *
 * <p>The voices behind it are package-private: solid bodies are banks of decaying modes struck with
 * a pulse of finite contact time, textures are clouds of short grains, and weather is filtered
 * noise with slow random movement.
 */
package dev.foley.training.sound;
