package dev.foley.audio;

/** How one sample is stored in a WAV file. Integers are little-endian and signed. */
public enum SampleFormat {
  /** 16-bit integers, dithered. */
  PCM16(2),
  /** 24-bit integers, rounded: their steps lie below any hearing. */
  PCM24(3),
  /** IEEE floats, written as they are: values beyond [-1, 1] survive. */
  FLOAT32(4);

  private final int bytes;

  SampleFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one sample of one channel. */
  public int bytes() {
    return bytes;
  }
}
