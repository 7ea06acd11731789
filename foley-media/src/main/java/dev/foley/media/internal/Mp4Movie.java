package dev.foley.media.internal;

import dev.foley.video.MediaTime;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few boxes of an MP4 or MOV file that decide what is displayed when: per track the time scale,
 * the edit list, the display matrix and the sample entry's four-character code. Sizes in the file
 * are checked against the file; whatever does not add up gives an empty answer, not an exception.
 */
public final class Mp4Movie {
  private static final long MAX_MOOV_BYTES = 64L << 20;
  private static final int MAX_EDITS = 4096;

  /**
   * @param id track identifier, which libavformat reports as the stream's identifier
   * @param handler four characters such as {@code vide}
   * @param codec four-character code of the first sample entry, such as {@code avc1}
   * @param matrixOffset where the 36 bytes of the display matrix lie in the file
   * @param matrix the 9 words of the display matrix
   * @param edits absent if the track has no edit list
   * @param odd whether the edit list holds something only its first edit is honoured of
   */
  public record Track(
      long id,
      String handler,
      String codec,
      long matrixOffset,
      int[] matrix,
      Optional<EditList> edits,
      boolean odd) {
    private static final int ONE = 0x10000;

    /** Whether the picture is shown as it is coded, neither turned nor mirrored. */
    public boolean isUpright() {
      return matrix[0] == ONE && matrix[1] == 0 && matrix[3] == 0 && matrix[4] == ONE;
    }
  }

  private final List<Track> tracks = new ArrayList<>();
  private long movieScale = 1000;

  private Mp4Movie() {}

  /** Reads the tracks; empty if the file holds no readable {@code moov} box. */
  public static List<Track> tracks(Path file) {
    Mp4Movie movie = new Mp4Movie();
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      long at = 0;
      while (at + 8 <= size) {
        ByteBuffer head = read(channel, at, (int) Math.min(16, size - at));
        long length = head.getInt() & 0xFFFFFFFFL;
        String type = fourCc(head);
        int headLength = 8;
        if (length == 1 && head.remaining() >= 8) {
          length = head.getLong();
          headLength = 16;
        } else if (length == 0) {
          length = size - at;
        }
        if (length < headLength || length > size - at) {
          break;
        }
        if (type.equals("moov") && length <= MAX_MOOV_BYTES) {
          ByteBuffer body = read(channel, at + headLength, (int) length - headLength);
          movie.readMoov(body, at + headLength);
          break;
        }
        at += length;
      }
    } catch (IOException
        | BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      // A damaged index: the demuxer will say so with more knowledge than this reader has.
      return List.copyOf(movie.tracks);
    }
    return List.copyOf(movie.tracks);
  }

  private static ByteBuffer read(SeekableByteChannel channel, long at, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    channel.position(at);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until the buffer is full or the file ends
    }
    return buffer.flip();
  }

  private static String fourCc(ByteBuffer in) {
    byte[] name = new byte[4];
    in.get(name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** A child box's body as a slice that shares positions with the parent; null at the end. */
  private record Box(String type, ByteBuffer body, int offset) {}

  private static Box nextBox(ByteBuffer in) {
    if (in.remaining() < 8) {
      return null;
    }
    int start = in.position();
    long length = in.getInt() & 0xFFFFFFFFL;
    String type = fourCc(in);
    if (length == 0) {
      length = in.limit() - (long) start;
    }
    if (length < 8 || length > in.limit() - (long) start) {
      return null;
    }
    ByteBuffer body = in.slice(start + 8, (int) length - 8);
    in.position(start + (int) length);
    return new Box(type, body, start + 8);
  }

  private void readMoov(ByteBuffer moov, long fileOffset) {
    List<Box> traks = new ArrayList<>();
    for (Box box = nextBox(moov); box != null; box = nextBox(moov)) {
      if (box.type().equals("mvhd")) {
        movieScale = Math.max(1, timeScale(box.body()));
      } else if (box.type().equals("trak")) {
        traks.add(box);
      }
    }
    for (Box trak : traks) {
      readTrak(trak.body(), fileOffset + trak.offset());
    }
  }

  /** Time scale of an mvhd or mdhd box: after version, flags and two dates. */
  private static long timeScale(ByteBuffer body) {
    return body.getInt(body.get(0) == 1 ? 20 : 12) & 0xFFFFFFFFL;
  }

  private void readTrak(ByteBuffer trak, long fileOffset) {
    long id = 0;
    long matrixOffset = -1;
    int[] matrix = new int[9];
    ByteBuffer elst = null;
    ByteBuffer mdia = null;
    for (Box box = nextBox(trak); box != null; box = nextBox(trak)) {
      switch (box.type()) {
        case "tkhd" -> {
          boolean wide = box.body().get(0) == 1;
          id = box.body().getInt(wide ? 20 : 12) & 0xFFFFFFFFL;
          int at = wide ? 52 : 40;
          matrixOffset = fileOffset + box.offset() + at;
          for (int i = 0; i < 9; i++) {
            matrix[i] = box.body().getInt(at + 4 * i);
          }
        }
        case "edts" -> elst = child(box.body(), "elst");
        case "mdia" -> mdia = box.body();
        default -> {
          // boxes that do not bear on display
        }
      }
    }
    if (mdia == null) {
      return;
    }
    String handler = "";
    String codec = "";
    long mediaScale = 0;
    for (Box box = nextBox(mdia); box != null; box = nextBox(mdia)) {
      switch (box.type()) {
        case "mdhd" -> mediaScale = timeScale(box.body());
        case "hdlr" -> handler = fourCc(box.body().position(8));
        case "minf" -> codec = sampleEntry(box.body());
        default -> {
          // boxes that do not bear on display
        }
      }
    }
    EditReader reader = new EditReader(movieScale, mediaScale);
    Optional<EditList> edits =
        elst == null || mediaScale == 0 ? Optional.empty() : reader.read(elst, MAX_EDITS);
    tracks.add(new Track(id, handler, codec, matrixOffset, matrix, edits, reader.isOdd()));
  }

  private static ByteBuffer child(ByteBuffer in, String type) {
    for (Box box = nextBox(in); box != null; box = nextBox(in)) {
      if (box.type().equals(type)) {
        return box.body();
      }
    }
    return null;
  }

  private static String sampleEntry(ByteBuffer minf) {
    ByteBuffer stbl = child(minf, "stbl");
    ByteBuffer stsd = stbl == null ? null : child(stbl, "stsd");
    return stsd == null || stsd.limit() < 16 ? "" : fourCc(stsd.position(12));
  }

  /** Reads one elst box into edits on exact clocks. */
  private static final class EditReader {
    private final long movieScale;
    private final long mediaScale;
    private boolean odd;

    EditReader(long movieScale, long mediaScale) {
      this.movieScale = movieScale;
      this.mediaScale = mediaScale;
    }

    boolean isOdd() {
      return odd;
    }

    Optional<EditList> read(ByteBuffer elst, int limit) {
      boolean wide = elst.get(0) == 1;
      int count = elst.getInt(4);
      if (count < 1 || count > limit) {
        return Optional.empty();
      }
      elst.position(8);
      List<EditList.Edit> edits = new ArrayList<>();
      MediaTime at = MediaTime.ZERO;
      long firstStart = 0;
      long emptyTicks = 0;
      for (int i = 0; i < count; i++) {
        long length = wide ? elst.getLong() : elst.getInt() & 0xFFFFFFFFL;
        long start = wide ? elst.getLong() : elst.getInt();
        int rate = elst.getInt();
        MediaTime span = new MediaTime(length, movieScale);
        if (start >= 0) {
          // Rounded up: the movie clock is coarser than the track's and must not cut a frame off.
          long end = length == 0 ? Long.MAX_VALUE : start + span.toIndexCeil(mediaScale);
          firstStart = edits.isEmpty() ? start : firstStart;
          boolean inOrder = edits.isEmpty() || start >= edits.get(edits.size() - 1).mediaEnd();
          odd |= rate != 0x10000 || !inOrder;
          if (inOrder) {
            edits.add(new EditList.Edit(at, start, end));
          }
        } else if (i == 0) {
          emptyTicks = span.toIndex(mediaScale);
        }
        at = at.plus(span);
      }
      return edits.isEmpty()
          ? Optional.empty()
          : Optional.of(new EditList(mediaScale, edits, firstStart - emptyTicks));
    }
  }
}
