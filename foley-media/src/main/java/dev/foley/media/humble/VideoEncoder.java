package dev.foley.media.humble;

import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import io.humble.video.Codec;
import io.humble.video.Coder;
import io.humble.video.ContainerFormat;
import io.humble.video.Encoder;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaPacket;
import io.humble.video.MediaPictureResampler;
import io.humble.video.Muxer;
import io.humble.video.MuxerFormat;
import io.humble.video.MuxerStream;
import io.humble.video.PixelFormat.Type;
import io.humble.video.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The native half of {@link VideoWriter}: one encoder, one muxer, time stamps in ticks. */
final class VideoEncoder implements AutoCloseable {
  /** Average chroma over both columns and round properly, rather than fast. */
  private static final int CAREFUL = 0x4000 | 0x40000;

  private final int width;
  private final int height;
  private final Rational timeBase;
  private final Muxer muxer;
  private final Encoder encoder;
  private final NativePicture coded;
  private final Type codedFormat;
  private final NativePicture input;
  private final MediaPictureResampler scaler;

  /** Display durations by time stamp, until the packet comes out of the encoder. */
  private final Map<Long, Long> durations = new HashMap<>();

  /**
   * Takes what the encoder gives; the packet before it is held until it is known not to be last.
   */
  private MediaPacket fresh;

  private MediaPacket held;
  private boolean holding;
  private long firstTicks = -1;
  private long endTicks;
  private long firstDts;

  private boolean opened;
  private boolean closed;

  VideoEncoder(VideoWriter.Builder settings, Path out, String formatName) {
    width = settings.width;
    height = settings.height;
    codedFormat = codedFormat(settings);
    requireEven(settings);
    timeBase =
        Rational.make(
            Math.toIntExact(settings.timeBase.numerator()),
            Math.toIntExact(settings.timeBase.denominator()));
    MuxerFormat format = MuxerFormat.guessFormat(formatName, null, null);
    muxer = Muxer.make(out.toString(), format, formatName);
    Codec codec = Codec.findEncodingCodecByName(settings.codec.encoder());
    encoder = Encoder.make(codec);
    fresh = MediaPacket.make();
    held = MediaPacket.make();
    input = new NativePicture(width, height, Type.PIX_FMT_RGB24);
    coded = new NativePicture(width, height, codedFormat);
    scaler =
        MediaPictureResampler.make(
            width, height, codedFormat, width, height, Type.PIX_FMT_RGB24, CAREFUL);
    scaler.open();
    try {
      openEncoder(settings, format.getFlag(ContainerFormat.Flag.GLOBAL_HEADER));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("interrupted while opening the encoder", e);
    } catch (IOException | RuntimeException e) {
      close();
      throw new IllegalStateException("the encoder cannot be opened: " + e.getMessage(), e);
    } finally {
      format.delete();
      codec.delete();
    }
  }

  private static Type codedFormat(VideoWriter.Builder settings) {
    if (!settings.pixelFormat.isEmpty()) {
      return io.humble.video.PixelFormat.getFormat(settings.pixelFormat);
    }
    return settings.codec == VideoWriter.Codec.MJPEG ? Type.PIX_FMT_YUVJ420P : Type.PIX_FMT_YUV420P;
  }

  private void requireEven(VideoWriter.Builder settings) {
    if (settings.codec == VideoWriter.Codec.H264
        && codedFormat == Type.PIX_FMT_YUV420P
        && (width % 2 != 0 || height % 2 != 0)) {
      throw new IllegalArgumentException(
          "H.264 needs an even width and height, not " + width + "x" + height);
    }
  }

  private void openEncoder(VideoWriter.Builder settings, boolean globalHeader)
      throws InterruptedException, IOException {
    encoder.setWidth(width);
    encoder.setHeight(height);
    encoder.setPixelFormat(codedFormat);
    encoder.setTimeBase(timeBase);
    encoder.setFlag(Coder.Flag.FLAG_GLOBAL_HEADER, globalHeader);
    encoder.setProperty("threads", (long) settings.threads);
    encoder.setProperty("g", (long) settings.keyFrameInterval);
    boolean reorders =
        settings.codec == VideoWriter.Codec.H264 || settings.codec == VideoWriter.Codec.MPEG4;
    if (reorders) {
      encoder.setProperty("bf", (long) settings.reorderedFrames);
    }
    KeyValueBag options = KeyValueBag.make();
    if (settings.codec == VideoWriter.Codec.H264) {
      options.setValue("preset", settings.preset);
    }
    setRate(settings, options);
    synchronized (HumbleLibrary.CODECS) {
      encoder.open(options, null);
    }
    options.delete();
    MuxerStream stream = muxer.addNewStream(encoder);
    stream.delete();
    muxer.open(null, null);
    opened = true;
  }

  private void setRate(VideoWriter.Builder settings, KeyValueBag options) {
    if (settings.bitRate > 0) {
      encoder.setProperty("b", settings.bitRate);
      return;
    }
    switch (settings.codec) {
      case H264 -> options.setValue("crf", Integer.toString(settings.quality));
      case VP9 -> {
        options.setValue("crf", Integer.toString(settings.quality));
        encoder.setProperty("b", 0L);
      }
      default -> {
        long quantiser = Math.max(1, Math.min(31, settings.quality));
        encoder.setFlag(Coder.Flag.FLAG_QSCALE, true);
        encoder.setProperty("qmin", quantiser);
        encoder.setProperty("qmax", quantiser);
      }
    }
  }

  void requireSize(Picture picture) {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(
          "a picture of "
              + picture.width()
              + "x"
              + picture.height()
              + " in a video of "
              + width
              + "x"
              + height);
    }
  }

  void encode(Picture picture, long ticks, long duration) {
    input.write(0, picture.format() == PixelFormat.RGB24 ? picture.data() : spread(picture.data()));
    input.picture().setTimeBase(timeBase);
    input.picture().setTimeStamp(ticks);
    input.picture().setComplete(true);
    scaler.resamplePicture(coded.picture(), input.picture());
    coded.picture().setTimeBase(timeBase);
    coded.picture().setTimeStamp(ticks);
    durations.put(ticks, duration);
    firstTicks = firstTicks < 0 ? ticks : firstTicks;
    endTicks = ticks + duration;
    encoder.encodeVideo(fresh, coded.picture());
    takePacket();
  }

  private static byte[] spread(byte[] gray) {
    byte[] rgb = new byte[gray.length * 3];
    for (int i = 0, o = 0; i < gray.length; i++, o += 3) {
      rgb[o] = gray[i];
      rgb[o + 1] = gray[i];
      rgb[o + 2] = gray[i];
    }
    return rgb;
  }

  /** Holds the packet that came out, if any, and writes the one held so far. */
  private boolean takePacket() {
    if (!fresh.isComplete()) {
      return false;
    }
    Long duration = durations.remove(fresh.getPts());
    if (duration != null) {
      fresh.setDuration(duration);
    }
    if (holding) {
      muxer.write(held, false);
    } else {
      firstDts = fresh.getDts();
    }
    MediaPacket written = held;
    held = fresh;
    fresh = written;
    holding = true;
    return true;
  }

  /** Drains the encoder and ends the file. */
  void finish() {
    do {
      encoder.encodeVideo(fresh, null);
    } while (takePacket());
    if (holding) {
      // The MP4 muxer takes the end of decoding for the end of display; make them the same.
      long span = endTicks - firstTicks - (held.getDts() - firstDts);
      if (span > 0) {
        held.setDuration(span);
      }
      muxer.write(held, false);
    }
    opened = false;
    muxer.close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (opened) {
      try {
        muxer.close();
      } catch (RuntimeException e) {
        // The file is being thrown away; only the memory matters here.
        opened = false;
      }
    }
    scaler.delete();
    input.close();
    coded.close();
    fresh.delete();
    held.delete();
    muxer.delete();
    synchronized (HumbleLibrary.CODECS) {
      encoder.delete();
    }
    timeBase.delete();
  }
}
