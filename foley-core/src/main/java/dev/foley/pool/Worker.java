package dev.foley.pool;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import java.nio.file.Path;

/** A generator, here or in a process of its own. Used by one thread. */
interface Worker extends AutoCloseable {
  /**
   * Runs a request; an interrupt cancels it.
   *
   * @throws FoleyException as the request itself fails; the worker can go on
   * @throws WorkerLost if the worker is gone; what it has half written is not left behind
   */
  FoleyReport run(PoolRequest request, Path wav) throws WorkerLost;

  /** Whether it can be used again; a process may have ended. */
  boolean isAlive();

  /** Resident memory of its process in megabytes (10^6 bytes), NaN if unknown. */
  double residentMegabytes();

  /** Frees everything and waits until it is free. */
  @Override
  void close();
}
