package dev.foley.stage;

/** Stage <em>stitch</em>: joins overlapping windows into one sound. */
public interface Stitcher {
  /** Starts one sound. The stream is used by one thread at a time. */
  StitchStream open();

  /** Windows in, finished samples out. */
  interface StitchStream {
    /**
     * Adds the next window.
     *
     * @param start absolute index of the window's first sample; never before the last window's
     *     start and never after its end
     * @param samples the window
     * @return samples that no later window will change, given that the next window starts at {@code
     *     finalBefore} or later
     */
    float[] add(long start, float[] samples, long finalBefore);

    /**
     * Sample in the middle of the last seam, for measurements; -1 before the first or if there is
     * no such place.
     */
    default long lastSeam() {
      return -1;
    }

    /** The sound of the last window that is not final yet, from absolute sample {@code start}. */
    float[] pending(long start);
  }
}
