package dev.foley.media.internal;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A temporary file beside its target, which gets the target's name only when it is complete. */
public final class PartialFile implements AutoCloseable {
  private final Path target;
  private final Path path;
  private boolean published;

  private PartialFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Makes an empty file in the folder of {@code target}.
   *
   * @throws FoleyException.UnwritableOutput if the folder is missing or may not be written
   */
  public static PartialFile beside(Path target) {
    Path absolute = target.toAbsolutePath();
    try {
      // Not createTempFile: its files are readable by their owner alone, also after the renaming.
      Path path = absolute.resolveSibling(".foley-" + UUID.randomUUID() + ".part");
      return new PartialFile(absolute, Files.createFile(path));
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput(
          "Cannot write into the folder of "
              + absolute
              + ": check that it exists and that you may write there.",
          e);
    }
  }

  public Path path() {
    return path;
  }

  /** Gives the file its name, replacing what was there. */
  public void publish() {
    try {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      published = true;
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput("Cannot move the finished file to " + target, e);
    }
  }

  /** Deletes the file unless it was published. */
  @Override
  public void close() {
    if (published) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
