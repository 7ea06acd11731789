package dev.foley.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Files wherever Hadoop's file systems reach. A written name shows all of a file or nothing. */
final class Storage {
  private final Configuration configuration;
  private final Path parts;

  /**
   * A view of storage for one run.
   *
   * @param parts folder for files that are still being written; on the file system written to
   */
  Storage(Configuration configuration, Path parts) {
    this.configuration = configuration;
    this.parts = parts;
  }

  /** The file system of a path. */
  static FileSystem of(Path path, Configuration configuration) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    // Without this, Hadoop leaves a hidden checksum file beside every local file.
    return system instanceof LocalFileSystem local ? local.getRaw() : system;
  }

  private FileSystem of(Path path) throws IOException {
    return of(path, configuration);
  }

  /**
   * A local file with a video's content: the video itself if it is local, else a copy.
   *
   * @param folder for the copy, which keeps its name: decoders go by extensions
   */
  java.nio.file.Path fetch(Path remote, java.nio.file.Path folder) throws IOException {
    if ("file".equals(remote.toUri().getScheme())) {
      return java.nio.file.Path.of(remote.toUri().getPath());
    }
    java.nio.file.Path copy = folder.resolve(remote.getName());
    try (InputStream in = of(remote).open(remote)) {
      Files.copy(in, copy);
    }
    return copy;
  }

  /** Copies a local file to where it belongs. */
  void publish(java.nio.file.Path local, Path target) throws IOException {
    Path part = newPart();
    try (OutputStream out = of(part).create(part, true)) {
      Files.copy(local, out);
    }
    rename(part, target);
  }

  /** Writes a text. */
  void write(String text, Path target) throws IOException {
    Path part = newPart();
    try (OutputStream out = of(part).create(part, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    rename(part, target);
  }

  /** Reads a text; {@code null} if there is no such file. */
  String read(Path file) throws IOException {
    try (InputStream in = of(file).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException none) {
      return null;
    }
  }

  /** Length of a file in bytes, or -1 if there is none. */
  long length(Path file) throws IOException {
    try {
      FileStatus status = of(file).getFileStatus(file);
      return status.isFile() ? status.getLen() : -1;
    } catch (FileNotFoundException none) {
      return -1;
    }
  }

  /** Deletes a file or a folder with all that is in it, if it is there. */
  void delete(Path path) throws IOException {
    of(path).delete(path, true);
  }

  /** Gives a finished file or folder its name; what had the name before goes. */
  void rename(Path part, Path target) throws IOException {
    FileSystem system = of(target);
    system.mkdirs(target.getParent());
    // HDFS refuses to rename onto a name in use. Between the two calls the name shows nothing,
    // which readers take for "not yet there".
    system.delete(target, true);
    if (!system.rename(part, target)) {
      throw new IOException("cannot rename " + part + " to " + target);
    }
  }

  /** A new name for something that is being written. */
  Path newPart() {
    return new Path(parts, UUID.randomUUID().toString());
  }

  /** Deletes whatever this run left half-written, on any node. */
  void deleteParts() throws IOException {
    delete(parts);
  }
}
