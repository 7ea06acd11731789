package dev.foley.audio;

/**
 * Where finished sound goes. One thread at a time.
 *
 * <p>A sink ends in one of two ways: {@link #close} completes the output, {@link #abort} discards
 * it so that nothing half-written stays. Whichever comes first holds; both may be called again. A
 * sink whose {@code write} failed has already discarded its output. Mind that try-with-resources
 * calls {@code close} after an exception too: code that can fail between writes catches the failure
 * inside and calls {@code abort}.
 */
public interface AudioSink extends AutoCloseable {
  /** The format every written buffer must have. */
  AudioFormat format();

  /**
   * Appends samples; the buffer is not kept.
   *
   * @throws IllegalArgumentException if the buffer's format is not {@link #format()}
   * @throws IllegalStateException after close or abort
   * @throws dev.foley.FoleyException if the output cannot be written
   */
  void write(AudioBuffer buffer);

  /** Completes the output. */
  @Override
  void close();

  /** Discards the output. Never throws because of the output itself. */
  void abort();
}
