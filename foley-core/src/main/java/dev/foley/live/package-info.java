/**
 * Sound while the picture is being made: frames in from a render thread, samples out to an audio
 * thread, neither of which ever waits. Start at {@link dev.foley.live.LiveFoley}.
 */
package dev.foley.live;
