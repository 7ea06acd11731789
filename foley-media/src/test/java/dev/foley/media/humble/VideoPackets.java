package dev.foley.media.humble;

import io.humble.ferry.Buffer;
import io.humble.video.Decoder;
import io.humble.video.Demuxer;
import io.humble.video.DemuxerStream;
import io.humble.video.MediaDescriptor;
import io.humble.video.MediaPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The undecoded packets of a file's video stream, in the file's order. */
final class VideoPackets {
  private VideoPackets() {}

  static List<ByteBuffer> of(Path file) {
    Demuxer demuxer = Demuxer.make();
    List<ByteBuffer> packets = new ArrayList<>();
    try {
      demuxer.open(file.toString(), null, false, true, null, null);
      int video = videoStream(demuxer);
      MediaPacket packet = MediaPacket.make();
      while (demuxer.read(packet) >= 0) {
        if (packet.getStreamIndex() == video) {
          byte[] bytes = new byte[packet.getSize()];
          Buffer data = packet.getData();
          data.get(0, bytes, 0, bytes.length);
          data.delete();
          packets.add(ByteBuffer.wrap(bytes));
        }
      }
      packet.delete();
      demuxer.close();
      return packets;
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int videoStream(Demuxer demuxer) throws InterruptedException, IOException {
    for (int i = 0; i < demuxer.getNumStreams(); i++) {
      DemuxerStream stream = demuxer.getStream(i);
      Decoder decoder = stream.getDecoder();
      if (decoder.getCodecType() == MediaDescriptor.Type.MEDIA_VIDEO) {
        return i;
      }
    }
    throw new AssertionError("no video stream");
  }
}
