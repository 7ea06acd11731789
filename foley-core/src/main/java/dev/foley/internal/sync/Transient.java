package dev.foley.internal.sync;

/**
 * Something that starts to sound, and where it should.
 *
 * @param onset sample at which it starts
 * @param shift samples it should be moved by, positive: later; 0 if it is well where it is
 * @param gain seconds of distance from its event that the move saves
 */
record Transient(long onset, int shift, double gain) {}
