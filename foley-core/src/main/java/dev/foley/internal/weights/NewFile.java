package dev.foley.internal.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears under its name in one step, when it is complete, or not at all. */
final class NewFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private final OutputStream out;
  private boolean complete;

  NewFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    // Beside the target, so that moving is renaming; with the permissions of any other new file.
    this.temporary = this.target.resolveSibling(".foley-" + UUID.randomUUID() + ".part");
    this.out =
        new BufferedOutputStream(
            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16);
  }

  OutputStream stream() {
    return out;
  }

  /** Says that everything was written; {@link #close()} then publishes the file. */
  void complete() {
    complete = true;
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
      if (complete) {
        move();
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
