package dev.foley.pool;

import java.time.Duration;

/**
 * What a pool was built to do.
 *
 * @param processes how processes are run, or {@code null}: generators live in this one
 * @param stopIdleAfter zero: never
 */
record PoolPlan(
    GeneratorSetup setup,
    ProcessOptions processes,
    int workers,
    int queue,
    int attempts,
    RecyclePolicy recycle,
    Duration stopIdleAfter) {

  Worker newWorker(String name) throws WorkerLost {
    return processes == null ? new LocalWorker(setup) : new ProcessWorker(name, setup, processes);
  }
}
