package dev.foley.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends files, whole or in part: players ask for ranges when the user jumps. */
final class FileAnswer {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final int BLOCK = 1 << 16;

  private FileAnswer() {}

  /**
   * Answers with a file.
   *
   * @param saveAs proposed name for a download, or {@code null} for a file to be shown
   * @throws Problem if it is not there
   */
  static void send(Context context, Path file, String type, String saveAs) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      context.contentType(type).header("Accept-Ranges", "bytes");
      if (saveAs != null) {
        context.header("Content-Disposition", FileNames.attachment(saveAs));
      }
      long size = channel.size();
      long from = 0;
      long to = size;
      Matcher range = RANGE.matcher(String.valueOf(context.header("Range")));
      if (range.matches() && !range.group().equals("bytes=-")) {
        boolean suffix = range.group(1).isEmpty();
        long second = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        from = suffix ? Math.max(0, size - second) : Long.parseLong(range.group(1));
        to = suffix ? size : Math.min(size, second + 1);
        if (from >= to) {
          context.header("Content-Range", "bytes */" + size);
          throw new Problem(416, "bad_range", "The file has only " + size + " bytes.");
        }
        context.status(206).header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size);
      }
      context.res().setContentLengthLong(to - from);
      copy(channel, from, to, context.res().getOutputStream());
    } catch (NoSuchFileException gone) {
      throw Problem.notFound("file");
    }
  }

  private static void copy(FileChannel channel, long from, long to, OutputStream out)
      throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = from; at < to; ) {
      block.clear().limit((int) Math.min(BLOCK, to - at));
      int read = channel.read(block, at);
      if (read < 0) {
        throw new IOException("the file became shorter");
      }
      out.write(block.array(), 0, read);
      at += read;
    }
  }
}
