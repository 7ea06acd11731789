package dev.foley.pool;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hidden folder beside a target, gone when it is closed, in which the target is made. */
final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private final Path target;
  private final Path folder;

  private Scratch(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /**
   * Makes the folder.
   *
   * @throws FoleyException.UnwritableOutput if there cannot be such a target
   */
  static Scratch beside(Path target) {
    if (Files.isDirectory(target)) {
      throw new FoleyException.UnwritableOutput(target + " is a folder; name a file", null);
    }
    try {
      return new Scratch(target, Files.createTempDirectory(target.getParent(), ".foley-"));
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /** Where to make the file. */
  Path file() {
    return folder.resolve("sound.wav");
  }

  /** Gives the file its name. */
  void publish() {
    try {
      try {
        Files.move(file(), target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(file(), target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static FoleyException unwritable(Path target, IOException e) {
    return new FoleyException.UnwritableOutput(
        "cannot write " + target + " (" + e + "); choose another folder", e);
  }

  @Override
  public void close() {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", folder, e.toString());
    }
  }
}
