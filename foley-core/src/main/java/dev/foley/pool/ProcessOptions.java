package dev.foley.pool;

import java.time.Duration;
import java.util.List;

/**
 * How worker processes are started and watched.
 *
 * @param jvmArguments such as {@code -Xmx2g}
 * @param silence a process at work that says nothing for so long is taken for dead
 * @param stall one that makes no progress for so long is taken for hung
 */
record ProcessOptions(List<String> jvmArguments, Duration silence, Duration stall) {
  ProcessOptions {
    jvmArguments = List.copyOf(jvmArguments);
  }
}
