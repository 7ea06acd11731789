package dev.foley.media.humble;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import io.humble.ferry.Buffer;
import io.humble.video.AudioChannel;
import io.humble.video.AudioFormat.Type;
import io.humble.video.Codec;
import io.humble.video.Coder;
import io.humble.video.Encoder;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaAudio;
import io.humble.video.MediaPacket;
import io.humble.video.Rational;

/**
 * Encodes sound to AAC or to 24-bit PCM packets. Time stamps count samples; the encoder's own delay
 * comes out as a negative first time stamp, which the MP4 muxer turns into an edit list.
 */
final class SoundEncoder implements AutoCloseable {
  private static final double PCM24_SCALE = 8_388_608;

  /** Blocks for PCM, which has no frame size of its own. */
  private static final int PCM_BLOCK = 1024;

  private final boolean aac;
  private final int rate;
  private final int channels;
  private final int block;
  private final Encoder encoder;
  private final Rational timeBase;
  private final AudioChannel.Layout layout;

  private long position;

  /**
   * @param aac AAC at 96 kbit/s a channel, else PCM
   * @param globalHeader whether the container wants codec headers apart from the packets
   */
  SoundEncoder(AudioFormat format, boolean aac, boolean globalHeader) {
    this.aac = aac;
    rate = format.sampleRate();
    channels = format.channels();
    layout =
        channels == 1 ? AudioChannel.Layout.CH_LAYOUT_MONO : AudioChannel.Layout.CH_LAYOUT_STEREO;
    Codec codec = Codec.findEncodingCodecByName(aac ? "aac" : "pcm_s24le");
    encoder = Encoder.make(codec);
    codec.delete();
    timeBase = Rational.make(1, rate);
    encoder.setSampleRate(rate);
    encoder.setChannels(channels);
    encoder.setChannelLayout(layout);
    encoder.setSampleFormat(aac ? Type.SAMPLE_FMT_FLTP : Type.SAMPLE_FMT_S32);
    encoder.setTimeBase(timeBase);
    encoder.setFlag(Coder.Flag.FLAG_GLOBAL_HEADER, globalHeader);
    if (aac) {
      encoder.setProperty("b", 96_000L * channels);
      // This generation of the AAC encoder is still marked experimental.
      encoder.setProperty("strict", -2L);
    }
    KeyValueBag none = KeyValueBag.make();
    synchronized (HumbleLibrary.CODECS) {
      encoder.open(none, null);
    }
    none.delete();
    block = aac ? encoder.getFrameSize() : PCM_BLOCK;
  }

  /** Whether the encoder makes AAC of sound with this sample rate. */
  static boolean hasAac(int sampleRate) {
    Codec codec = Codec.findEncodingCodecByName("aac");
    try {
      for (int i = 0; i < codec.getNumSupportedAudioSampleRates(); i++) {
        if (codec.getSupportedAudioSampleRate(i) == sampleRate) {
          return true;
        }
      }
      return false;
    } finally {
      codec.delete();
    }
  }

  Encoder encoder() {
    return encoder;
  }

  /** Samples to hand over at a time. */
  int block() {
    return block;
  }

  /** Encodes a block; the packet may stay empty. The last block may be shorter. */
  void encode(AudioBuffer sound, MediaPacket packet) {
    int count = sound.frames();
    MediaAudio audio =
        MediaAudio.make(
            count, rate, channels, layout, aac ? Type.SAMPLE_FMT_FLTP : Type.SAMPLE_FMT_S32);
    try {
      fill(audio, sound);
      audio.setNumSamples(count);
      audio.setTimeBase(timeBase);
      audio.setTimeStamp(position);
      audio.setComplete(true);
      position += count;
      encoder.encodeAudio(packet, audio);
    } finally {
      audio.delete();
    }
  }

  private void fill(MediaAudio audio, AudioBuffer sound) {
    int count = sound.frames();
    if (aac) {
      for (int c = 0; c < channels; c++) {
        Buffer plane = audio.getData(c);
        plane.put(sound.channel(c), 0, 0, count);
        plane.delete();
      }
      return;
    }
    int[] samples = new int[count * channels];
    for (int i = 0, o = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        double scaled = Math.rint(sound.sample(c, i) * PCM24_SCALE);
        double held = Math.max(-PCM24_SCALE, Math.min(PCM24_SCALE - 1, scaled));
        samples[o++] = (int) held << 8;
      }
    }
    Buffer plane = audio.getData(0);
    plane.put(samples, 0, 0, samples.length);
    plane.delete();
  }

  /** Gives the next packet left in the encoder; an empty one at the end. */
  void flush(MediaPacket packet) {
    if (!aac) {
      packet.reset(0);
      return;
    }
    encoder.encodeAudio(packet, null);
  }

  @Override
  public void close() {
    synchronized (HumbleLibrary.CODECS) {
      encoder.delete();
    }
    timeBase.delete();
  }
}
