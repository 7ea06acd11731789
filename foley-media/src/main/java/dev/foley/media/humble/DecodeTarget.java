package dev.foley.media.humble;

import io.humble.video.FilterGraph;
import io.humble.video.FilterPictureSink;
import io.humble.video.FilterPictureSource;
import io.humble.video.MediaPicture;
import io.humble.video.PixelFormat;
import io.humble.video.Rational;

/** Makes the pictures that a decoder decodes into; only their shape matters. */
final class DecodeTarget {
  private DecodeTarget() {}

  /**
   * A picture of that shape.
   *
   * @throws RuntimeException if the library cannot make one
   */
  static MediaPicture make(int width, int height, PixelFormat.Type format) {
    return format == PixelFormat.Type.PIX_FMT_GRAY8
        ? gray(width, height)
        : MediaPicture.make(width, height, format);
  }

  /** The library miscounts the bytes of a grey picture and refuses it; a filter can make one. */
  private static MediaPicture gray(int width, int height) {
    Rational timeBase = Rational.make(1, 1);
    FilterGraph graph = FilterGraph.make();
    FilterPictureSource source =
        graph.addPictureSource(
            "in", width, height, PixelFormat.Type.PIX_FMT_YUV420P, timeBase, null);
    FilterPictureSink sink = graph.addPictureSink("out", PixelFormat.Type.PIX_FMT_GRAY8);
    MediaPicture color = MediaPicture.make(width, height, PixelFormat.Type.PIX_FMT_YUV420P);
    MediaPicture gray = MediaPicture.make(width, height, PixelFormat.Type.PIX_FMT_YUV420P);
    try {
      graph.open("[in]scale[out]");
      color.setTimeBase(timeBase);
      color.setTimeStamp(0);
      color.setComplete(true);
      source.addPicture(color);
      sink.getPicture(gray);
      return gray;
    } finally {
      color.delete();
      sink.delete();
      source.delete();
      graph.delete();
      timeBase.delete();
    }
  }
}
