package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.embedded.VisualNet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The training clips in the memory of the device that trains, 5.2 MB each, and random crops of
 * them.
 */
final class ClipShelf implements AutoCloseable {
  private record Entry(Clip clip, NDArray planes) {}

  private final NDManager manager;
  private final Path folder;
  private final int crop;
  private final Set<Path> seen = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Reads the clips that are there.
   *
   * @param folder may still be filling; {@link #refresh} looks again
   * @param crop tokens of a crop; shorter clips are left out
   */
  ClipShelf(NDManager parent, Path folder, int crop) throws IOException {
    this.manager = parent.newSubManager();
    this.folder = folder;
    this.crop = crop;
    refresh();
  }

  /** Reads the clips that have come since. */
  void refresh() throws IOException {
    for (Path file : TrainVisualCommand.files(folder)) {
      if (!seen.add(file)) {
        continue;
      }
      Clip clip = Clip.read(file);
      if (clip.tokens() >= crop) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(clip.planes().length);
        bytes.put(clip.planes()).rewind();
        Shape shape = new Shape(clip.tokens(), VisualNet.PLANES, VisualNet.ROWS, VisualNet.COLUMNS);
        NDArray planes = manager.create(bytes, shape, DataType.INT8);
        entries.add(new Entry(clip.withoutPlanes(), planes));
      }
    }
  }

  int size() {
    return entries.size();
  }

  /**
   * A batch of crops.
   *
   * @param cuts what each crop shows
   * @param planes (B, crop, PLANES, ROWS, COLUMNS), as stored but for the choice of tokens
   */
  record Crops(List<Cut> cuts, NDArray planes) {}

  /**
   * One crop.
   *
   * @param clip its truth and scalars
   * @param from its first token, as a fraction of the clip's
   * @param speed how many tokens of the clip pass in one of the crop
   */
  record Cut(Clip clip, double from, double speed) {
    /** The clip's token that crop token {@code i} takes. */
    int source(int i) {
      return (int) Math.min(clip.tokens() - 1, Math.round(from + i * speed));
    }
  }

  /** Draws crops, three in five of them faster or slower than they were filmed. */
  Crops draw(NDManager scope, int count, SplittableRandom random) {
    List<Cut> cuts = new ArrayList<>();
    NDList planes = new NDList();
    for (int b = 0; b < count; b++) {
      Entry entry = entries.get(random.nextInt(entries.size()));
      if (entry.clip.contacts().isEmpty() && random.nextBoolean()) {
        // A third of the clips has nothing to find; half of them teach that as well.
        entry = entries.get(random.nextInt(entries.size()));
      }
      double speed = random.nextDouble() < 0.6 ? Math.exp(0.3 * (2 * random.nextDouble() - 1)) : 1;
      double room = entry.clip.tokens() - 1 - (crop - 1) * speed;
      if (room < 0) {
        speed = 1;
        room = entry.clip.tokens() - crop;
      }
      double from = speed == 1 ? random.nextInt((int) room + 1) : room * random.nextDouble();
      Cut cut = new Cut(entry.clip, from, speed);
      long[] tokens = new long[crop];
      for (int i = 0; i < crop; i++) {
        tokens[i] = cut.source(i);
      }
      NDArray index = scope.create(tokens);
      NDArray picked = entry.planes.get(new NDIndex("{}", index));
      picked.attach(scope);
      planes.add(picked);
      cuts.add(cut);
    }
    return new Crops(cuts, NDArrays.stack(planes));
  }

  @Override
  public void close() {
    manager.close();
  }
}
