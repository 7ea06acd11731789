package dev.foley.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes before the samples of a WAV file: RIFF as long as it fits, RF64 (EBU Tech 3306) beyond.
 *
 * <p>Both have the same length: the place of RF64's {@code ds64} chunk is kept by a {@code JUNK}
 * chunk, which readers skip.
 */
final class WavHeader {
  static final int FORMAT_PCM = 1;
  static final int FORMAT_FLOAT = 3;
  static final int FORMAT_EXTENSIBLE = 0xFFFE;

  /** The largest size a RIFF field can state; all ones means "see ds64". */
  static final long MAX_RIFF_SIZE = 0xFFFFFFFEL;

  static final int DS64_BYTES = 28;

  private WavHeader() {}

  /** Bytes before the first sample. */
  static int length(SampleFormat sampleFormat) {
    int fmt = 8 + 16;
    int fact = 0;
    if (sampleFormat == SampleFormat.FLOAT32) {
      fmt += 2;
      fact = 12;
    }
    return 12 + 8 + DS64_BYTES + fmt + fact + 8;
  }

  /**
   * @param frames sample frames in the file
   * @param maxRiffSize size from which the file becomes RF64
   */
  static ByteBuffer encode(
      AudioFormat format, SampleFormat sampleFormat, long frames, long maxRiffSize) {
    int length = length(sampleFormat);
    int frameBytes = format.channels() * sampleFormat.bytes();
    long dataBytes = frames * frameBytes;
    long riffBytes = length - 8 + dataBytes + (dataBytes & 1);
    boolean large = riffBytes > maxRiffSize;
    boolean isFloat = sampleFormat == SampleFormat.FLOAT32;

    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    tag(out, large ? "RF64" : "RIFF").putInt(large ? -1 : (int) riffBytes);
    tag(out, "WAVE");
    tag(out, large ? "ds64" : "JUNK").putInt(DS64_BYTES);
    out.putLong(large ? riffBytes : 0);
    out.putLong(large ? dataBytes : 0);
    out.putLong(large ? frames : 0);
    out.putInt(0);
    tag(out, "fmt ").putInt(isFloat ? 18 : 16);
    out.putShort((short) (isFloat ? FORMAT_FLOAT : FORMAT_PCM));
    out.putShort((short) format.channels());
    out.putInt(format.sampleRate());
    out.putInt(format.sampleRate() * frameBytes);
    out.putShort((short) frameBytes);
    out.putShort((short) (8 * sampleFormat.bytes()));
    if (isFloat) {
      out.putShort((short) 0);
      tag(out, "fact").putInt(4).putInt(large ? -1 : (int) frames);
    }
    tag(out, "data").putInt(large ? -1 : (int) dataBytes);
    return out.flip();
  }

  private static ByteBuffer tag(ByteBuffer out, String fourLetters) {
    return out.put(fourLetters.getBytes(StandardCharsets.US_ASCII));
  }
}
