package dev.foley.internal.pipeline;

import dev.foley.stage.Latents;
import java.util.List;

/**
 * Keeps the latents of finished windows, so that a run that was cut off need not sample them again.
 * Windows are asked for and kept in order; only the latents thread calls, until {@link #close()}.
 */
public interface WindowJournal extends AutoCloseable {
  /** Keeps nothing. */
  WindowJournal NONE =
      new WindowJournal() {
        @Override
        public List<Latents> recall(long index, long firstLatent) {
          return List.of();
        }

        @Override
        public void keep(long index, long firstLatent, List<Latents> latents) {}

        @Override
        public void close() {}
      };

  /**
   * What an earlier run kept of a window.
   *
   * @param firstLatent where the window starts
   * @return one for each voice; empty if the window has to be sampled, and so does every later one
   */
  List<Latents> recall(long index, long firstLatent);

  /**
   * Keeps a window for good before it returns.
   *
   * @throws dev.foley.FoleyException.UnwritableOutput if that fails; what was kept before stays
   */
  void keep(long index, long firstLatent, List<Latents> latents);

  @Override
  void close();
}
