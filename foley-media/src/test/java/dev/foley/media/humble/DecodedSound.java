package dev.foley.media.humble;

import io.humble.ferry.Buffer;
import io.humble.video.Decoder;
import io.humble.video.Demuxer;
import io.humble.video.DemuxerStream;
import io.humble.video.MediaAudio;
import io.humble.video.MediaDescriptor;
import io.humble.video.MediaPacket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The first sound channel of a file, placed by its time stamps: index is time from zero. */
final class DecodedSound {
  private DecodedSound() {}

  static float[] firstChannel(Path file) {
    Demuxer demuxer = Demuxer.make();
    try {
      demuxer.open(file.toString(), null, false, true, null, null);
      for (int i = 0; i < demuxer.getNumStreams(); i++) {
        DemuxerStream stream = demuxer.getStream(i);
        Decoder decoder = stream.getDecoder();
        if (decoder.getCodecType() == MediaDescriptor.Type.MEDIA_AUDIO) {
          return decode(demuxer, decoder, i);
        }
      }
      throw new AssertionError("no sound in " + file);
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    } finally {
      try {
        demuxer.close();
      } catch (InterruptedException | IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static float[] decode(Demuxer demuxer, Decoder decoder, int index)
      throws InterruptedException, IOException {
    decoder.open(null, null);
    float[] out = new float[0];
    MediaPacket packet = MediaPacket.make();
    MediaAudio audio =
        MediaAudio.make(
            8192,
            decoder.getSampleRate(),
            decoder.getChannels(),
            decoder.getChannelLayout(),
            decoder.getSampleFormat());
    while (demuxer.read(packet) >= 0) {
      if (packet.getStreamIndex() != index || !packet.isComplete()) {
        continue;
      }
      long start = packet.getPts();
      decoder.decodeAudio(audio, packet, 0);
      if (audio.isComplete()) {
        // A block of PCM reports the size of its buffer; the packet knows how much is sound.
        int count = (int) Math.min(audio.getNumSamples(), packet.getDuration());
        float[] block = samples(audio, decoder.getChannels(), count);
        int skip = (int) Math.max(0, -start);
        int at = (int) Math.max(0, start);
        if (skip < block.length) {
          out = Arrays.copyOf(out, Math.max(out.length, at + block.length - skip));
          System.arraycopy(block, skip, out, at, block.length - skip);
        }
      }
    }
    return out;
  }

  private static float[] samples(MediaAudio audio, int channels, int count) {
    float[] block = new float[count];
    Buffer plane = audio.getData(0);
    if (audio.isPlanar()) {
      plane.get(0, block, 0, block.length);
    } else {
      int[] all = new int[block.length * channels];
      plane.get(0, all, 0, all.length);
      for (int i = 0; i < block.length; i++) {
        block[i] = all[i * channels] / 2_147_483_648f;
      }
    }
    plane.delete();
    return block;
  }

  /** By how many samples the test tone comes late, by the largest cross-correlation. */
  static int lag(float[] heard, int start) {
    int best = 0;
    double bestSum = Double.NEGATIVE_INFINITY;
    for (int lag = -2100; lag <= 2100; lag++) {
      double sum = 0;
      for (int k = 0; k < 2000; k++) {
        int at = start + lag + k;
        if (at >= 0 && at < heard.length) {
          sum += Math.exp(-k / 400.0) * Math.sin(0.3 * k) * heard[at];
        }
      }
      if (sum > bestSum) {
        bestSum = sum;
        best = lag;
      }
    }
    return best;
  }
}
