package dev.foley.pool;

/**
 * What a pool is doing and has done.
 *
 * @param generators open ones
 * @param waiting requests not begun
 * @param running requests at work
 * @param done requests that delivered
 * @param failed requests that did not, cancelled ones included
 * @param recycled generators replaced as the policy says
 * @param lost attempts that ended with the death or the stall of a worker process, or out of memory
 */
public record PoolStats(
    int generators, int waiting, int running, long done, long failed, long recycled, long lost) {}
