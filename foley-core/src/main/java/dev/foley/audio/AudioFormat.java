package dev.foley.audio;

/**
 * How samples are laid out in time and space.
 *
 * @param sampleRate frames per second, 1,000 to 768,000 Hz
 * @param channels 1 (mono) or 2 (left, right)
 */
public record AudioFormat(int sampleRate, int channels) {
  public AudioFormat {
    if (sampleRate < 1_000 || sampleRate > 768_000) {
      throw new IllegalArgumentException("sampleRate must be 1000..768000 Hz, was " + sampleRate);
    }
    if (channels != 1 && channels != 2) {
      throw new IllegalArgumentException("channels must be 1 or 2, was " + channels);
    }
  }

  public static AudioFormat mono(int sampleRate) {
    return new AudioFormat(sampleRate, 1);
  }

  public static AudioFormat stereo(int sampleRate) {
    return new AudioFormat(sampleRate, 2);
  }

  /** The same rate with another number of channels. */
  public AudioFormat withChannels(int count) {
    return new AudioFormat(sampleRate, count);
  }
}
