package dev.foley.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Stands for storage that is not local: {@code away:///PATH}. Some names of files mean trouble. */
public final class AwayFileSystem extends RawLocalFileSystem {
  /** Its first reading fails. */
  static final String FLAKY = "flaky.mp4";

  /** Its reading ends the process, as a decoder's crash would. */
  static final String DEADLY = "deadly.mp4";

  @Override
  public URI getUri() {
    return URI.create("away:///");
  }

  @Override
  public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
    return plain(super.getFileStatus(file));
  }

  @Override
  public FileStatus[] listStatus(org.apache.hadoop.fs.Path folder) throws IOException {
    FileStatus[] list = super.listStatus(folder);
    for (int i = 0; i < list.length; i++) {
      list[i] = plain(list[i]);
    }
    return list;
  }

  /** The superclass's own kind looks up permissions, which only works for {@code file:}. */
  private static FileStatus plain(FileStatus s) {
    return new FileStatus(
        s.getLen(),
        s.isDirectory(),
        s.getReplication(),
        s.getBlockSize(),
        s.getModificationTime(),
        s.getPath());
  }

  @Override
  public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize) throws IOException {
    if (file.getName().equals(FLAKY)) {
      Path met = Path.of(file.toUri().getPath() + ".met");
      if (!Files.exists(met)) {
        Files.createFile(met);
        throw new IOException("the connection was reset");
      }
    }
    if (file.getName().equals(DEADLY)) {
      Runtime.getRuntime().halt(139);
    }
    return super.open(file, bufferSize);
  }
}
