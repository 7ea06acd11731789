package dev.foley.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The studio's folder: {@code videos/ID} and {@code jobs/ID}. Every name in it is made here;
 * nothing a client sends becomes part of a path. Thread-safe.
 */
final class Storage implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path root;
  private final boolean temporary;
  private final FileChannel lockFile;

  private Storage(Path root, boolean temporary, FileChannel lockFile) {
    this.root = root;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder for this process alone.
   *
   * @param folder made if it is missing; {@code null} for a temporary one
   * @throws IOException if it cannot be written, or another studio uses it
   */
  static Storage open(Path folder) throws IOException {
    Path root =
        folder == null
            ? Files.createTempDirectory("foley-studio-")
            : Files.createDirectories(folder);
    Files.createDirectories(root.resolve("videos"));
    Files.createDirectories(root.resolve("jobs"));
    FileChannel lockFile =
        FileChannel.open(
            root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(lockFile)) {
      lockFile.close();
      throw new IOException("another studio uses the folder " + root);
    }
    return new Storage(root, folder == null, lockFile);
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  /** 128 random bits: names that cannot be guessed, in letters every file system keeps apart. */
  static String newId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  Path video(String id) {
    return child("videos", id);
  }

  Path job(String id) {
    return child("jobs", id);
  }

  private Path child(String kind, String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException("not an id: " + id);
    }
    return root.resolve(kind).resolve(id);
  }

  List<Path> videos() {
    return children("videos");
  }

  List<Path> jobs() {
    return children("jobs");
  }

  private List<Path> children(String kind) {
    try (Stream<Path> folders = Files.list(root.resolve(kind))) {
      return folders.filter(path -> isId(path.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of all files. */
  long used() {
    long[] sum = new long[1];
    walk(root, (file, attributes) -> sum[0] += attributes.size(), folder -> {});
    return sum[0];
  }

  /** Deletes a folder with all that is in it; what cannot be deleted now stays. */
  static void delete(Path folder) {
    walk(folder, (file, attributes) -> Files.deleteIfExists(file), Files::deleteIfExists);
  }

  @FunctionalInterface
  private interface FileAction {
    void accept(Path file, BasicFileAttributes attributes) throws IOException;
  }

  @FunctionalInterface
  private interface FolderAction {
    void accept(Path folder) throws IOException;
  }

  /** Files may come and go meanwhile. */
  private static void walk(Path root, FileAction onFile, FolderAction afterFolder) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              onFile.accept(file, attributes);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
              afterFolder.accept(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // Somebody still reads a file; the next sweep tries again.
    }
  }

  /** Gives the folder free; a temporary one is deleted. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (temporary) {
      delete(root);
    }
  }
}
