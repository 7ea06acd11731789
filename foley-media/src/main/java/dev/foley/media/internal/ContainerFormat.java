package dev.foley.media.internal;

import dev.foley.FoleyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Containers that may be opened, recognised by the first bytes of a file and never by its name. The
 * native libraries would also guess play lists and scripts, which name further files and network
 * addresses; a file that is none of these formats is refused before native code sees it.
 */
public enum ContainerFormat {
  MP4("mov"),
  AVI("avi"),
  MATROSKA("matroska"),
  MPEG_TS("mpegts"),
  MPEG_PS("mpeg"),
  FLV("flv"),
  ASF("asf"),
  OGG("ogg"),
  GIF("gif"),
  MXF("mxf"),
  IVF("ivf"),
  Y4M("yuv4mpegpipe"),
  H264("h264"),
  HEVC("hevc"),
  MPEG_VIDEO("mpegvideo");

  private static final int PROBE_BYTES = 4096;
  private static final int TS_PACKET = 188;
  private static final Set<String> MP4_FIRST_BOXES =
      Set.of(
          "ftyp", "styp", "moov", "mdat", "moof", "free", "skip", "wide", "pnot", "uuid", "sidx");
  private static final int[] ASF_GUID = {0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11};
  private static final int[] MXF_KEY = {0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01};

  private final String demuxer;

  ContainerFormat(String demuxer) {
    this.demuxer = demuxer;
  }

  /** Name of the demuxer in libavformat. */
  public String demuxer() {
    return demuxer;
  }

  /**
   * Recognises a file.
   *
   * @throws FoleyException.UnreadableMedia if it is missing, a folder, unreadable, empty, text, or
   *     nothing known
   */
  public static ContainerFormat of(Path file) {
    byte[] head = readHead(file);
    if (head.length == 0) {
      throw new FoleyException.UnreadableMedia(
          file + " is empty (0 bytes): the download or recording probably failed; get it again.");
    }
    ContainerFormat format = recognise(head);
    if (format != null) {
      return format;
    }
    String what = isText(head) ? "holds text, not video" : "is not a video file Foley knows";
    throw new FoleyException.UnreadableMedia(
        file
            + " "
            + what
            + " (looked at its first bytes, not its name): give an MP4, MOV, AVI, MKV, WebM or TS"
            + " file.");
  }

  private static byte[] readHead(Path file) {
    if (Files.isDirectory(file)) {
      throw new FoleyException.UnreadableMedia(file + " is a folder: give a video file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(PROBE_BYTES);
    } catch (NoSuchFileException e) {
      throw new FoleyException.UnreadableMedia(
          "There is no file " + file.toAbsolutePath() + ": check the path.", e);
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia(
          "Cannot read " + file + ": " + e.getMessage() + "; check that you may read it.", e);
    }
  }

  static ContainerFormat recognise(byte[] head) {
    if (isMp4(head)) {
      return MP4;
    }
    if (has(head, 0, "RIFF") && has(head, 8, "AVI ")) {
      return AVI;
    }
    if (hasBytes(head, 0, 0x1A, 0x45, 0xDF, 0xA3)) {
      return MATROSKA;
    }
    if (has(head, 0, "FLV")) {
      return FLV;
    }
    if (has(head, 0, "OggS")) {
      return OGG;
    }
    if (has(head, 0, "GIF8")) {
      return GIF;
    }
    if (has(head, 0, "DKIF")) {
      return IVF;
    }
    if (has(head, 0, "YUV4MPEG2")) {
      return Y4M;
    }
    if (hasBytes(head, 0, ASF_GUID)) {
      return ASF;
    }
    if (hasBytes(head, 0, MXF_KEY)) {
      return MXF;
    }
    if (isTransportStream(head)) {
      return MPEG_TS;
    }
    return elementary(head);
  }

  private static boolean isMp4(byte[] head) {
    if (head.length < 8) {
      return false;
    }
    String box = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
    return MP4_FIRST_BOXES.contains(box);
  }

  /** Sync bytes 188 apart, or 192 apart with a time code in front (Blu-ray, AVCHD). */
  private static boolean isTransportStream(byte[] head) {
    return syncBytes(head, 0, TS_PACKET) || syncBytes(head, 4, TS_PACKET + 4);
  }

  private static boolean syncBytes(byte[] head, int start, int step) {
    int found = 0;
    for (int i = start; i < head.length && found < 4; i += step) {
      if (head[i] != 0x47) {
        return false;
      }
      found++;
    }
    return found > 0 && head.length > step;
  }

  /** Start codes of bare MPEG program streams and video elementary streams. */
  private static ContainerFormat elementary(byte[] head) {
    int at = hasBytes(head, 0, 0, 0, 0, 1) ? 4 : hasBytes(head, 0, 0, 0, 1) ? 3 : -1;
    if (at < 0 || head.length <= at + 1) {
      return null;
    }
    int code = head[at] & 0xFF;
    if (code == 0xBA) {
      return MPEG_PS;
    }
    if (code == 0xB3) {
      return MPEG_VIDEO;
    }
    int avcType = code & 0x1F;
    if (avcType == 7 || avcType == 9) {
      return H264;
    }
    int hevcType = (code >> 1) & 0x3F;
    return hevcType == 32 || hevcType == 33 || hevcType == 35 ? HEVC : null;
  }

  private static boolean has(byte[] head, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= head.length || head[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasBytes(byte[] head, int at, int... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= head.length || (head[at + i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte[] head) {
    for (byte value : head) {
      if (value >= 0 && value < 9) {
        return false;
      }
    }
    return true;
  }
}
