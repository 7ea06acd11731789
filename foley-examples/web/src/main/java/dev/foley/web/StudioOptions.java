package dev.foley.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How a studio is run.
 *
 * @param folder where uploads and results are kept, or {@code null}: a temporary folder that goes
 *     when the studio closes
 * @param streaming whether a take can be heard while it is made
 */
record StudioOptions(Address address, Path folder, boolean streaming, Limits limits) {

  /**
   * Where the studio is found.
   *
   * @param host name or address to bind to
   * @param port 0 for any free one
   * @param names host names besides {@code localhost} and plain addresses that requests may be
   *     addressed to, lower case
   */
  record Address(String host, int port, Set<String> names) {}

  /**
   * What nobody may exceed.
   *
   * @param uploadBytes size of one video
   * @param length of one video
   * @param storeBytes size of all uploads and results together
   * @param queued jobs that wait, the one being made not counted
   * @param keptJobs finished jobs in the history
   * @param keptFor how long a finished job stays
   */
  record Limits(
      long uploadBytes,
      Duration length,
      long storeBytes,
      int queued,
      int keptJobs,
      Duration keptFor) {
    static final int MAX_TAKES = 4;
    static final int MAX_PROMPT_CHARS = 2000;

    /** Greatest picture: cinema 4K is 4096 wide; height and width may be swapped. */
    static final int MAX_SIDE = 4096;

    static final long MAX_PIXELS = 4096L * 2304;
  }
}
