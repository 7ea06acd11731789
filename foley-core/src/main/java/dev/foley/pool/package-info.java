/**
 * Many requests on few generators that are renewed now and then, in this process or in processes of
 * their own: {@link dev.foley.pool.FoleyPool} runs {@link dev.foley.pool.PoolRequest}s under a
 * {@link dev.foley.pool.RecyclePolicy}. Uses the front door like any other caller.
 */
package dev.foley.pool;
