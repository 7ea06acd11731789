/**
 * Brings what is heard onto what is seen: {@link dev.foley.internal.sync.EventMatcher} pairs events
 * of the picture with onsets of the sound, {@link dev.foley.internal.sync.TimeAligner} moves paired
 * transients by a few milliseconds.
 */
package dev.foley.internal.sync;
