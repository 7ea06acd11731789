package dev.foley.internal.sync;

/**
 * A moment at which the output changes from one displacement of the sound to another.
 *
 * @param at output sample in the middle of the cross-fade
 * @param from samples by which the sound was late before
 * @param to samples by which it is late afterwards
 */
record DelaySwitch(long at, int from, int to) {}
