package dev.foley.internal.weights;

import java.nio.file.Path;

/** Opens a checkpoint of any supported format. */
public final class Checkpoints {
  private static final int ZIP_MAGIC = 0x04034b50;

  private Checkpoints() {}

  /**
   * Opens a safetensors file, a shard index ({@code .json}) or a PyTorch zip checkpoint, told apart
   * by content.
   *
   * @throws dev.foley.FoleyException.InvalidModel if it is missing, damaged, hostile, or of a
   *     format that is not supported
   */
  public static Checkpoint open(Path file) {
    if (file.toString().endsWith(".json")) {
      return ShardedCheckpoint.open(file);
    }
    FileBytes bytes = FileBytes.map(file);
    String name = file.toString();
    boolean torch =
        name.endsWith(".pth") || name.endsWith(".pt") || name.endsWith(".bin") || isZip(bytes);
    return torch ? TorchCheckpoint.parse(bytes) : SafeTensors.parse(bytes);
  }

  private static boolean isZip(FileBytes bytes) {
    return bytes.size() >= 4 && (int) bytes.bits(0, 4) == ZIP_MAGIC;
  }
}
