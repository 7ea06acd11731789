package dev.foley.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A hidden file beside a target, in which the target is made. It is locked while it is written, so
 * that the next one for the same target knows, and removes, what a killed process has left. One
 * thread.
 */
final class PartialFile {
  /** A file this young may be about to be locked or published by somebody else. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  /**
   * Those of this process are never probed: POSIX drops all locks of a process on a file when it
   * closes any channel to it.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private PartialFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes an empty one for an absolute path. */
  static PartialFile beside(Path target) throws IOException {
    String prefix = ".foley-" + Integer.toHexString(target.getFileName().hashCode()) + "-";
    removeOrphans(target.getParent(), prefix);
    String unique = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path path = target.resolveSibling(prefix + unique + ".part");
    OWN.add(path);
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        channel.tryLock();
      } catch (IOException e) {
        // A file system without locks: there nobody can take it for an orphan either.
      }
      return new PartialFile(path, channel);
    } catch (IOException e) {
      OWN.remove(path);
      throw e;
    }
  }

  private static void removeOrphans(Path folder, String prefix) {
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, prefix + "*.part")) {
      for (Path file : earlier) {
        if (!OWN.contains(file)) {
          removeIfOrphan(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder may be writable and not readable: then they stay.
    }
  }

  private static void removeIfOrphan(Path file) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (written.isAfter(Instant.now().minus(YOUNG))) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      // Somebody else was faster, or may do more than we: not ours to worry about.
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Closes it and gives it the target's name in one step. */
  void publish(Path target) throws IOException {
    channel.close();
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    OWN.remove(path);
  }

  /** Closes and removes it. */
  void discard() throws IOException {
    OWN.remove(path);
    channel.close();
    Files.deleteIfExists(path);
  }
}
