package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.LatentSpace;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.training.optim.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "latents", description = "Fits the linear code between mel frames and latents.")
final class LatentsCommand implements Callable<Integer> {
  static final String FILE = "latents.safetensors";

  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--count", defaultValue = "600", description = "Soundtracks to fit.")
  private int count;

  @Option(names = "--seed", defaultValue = "700000", description = "First seed.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(work);
    PrincipalComponents.Result result = SoundCorpus.fitLatents(count, seed);
    // Half-way between raw and whitened: loud components stay the larger ones, so that noise hides
    // the details first, but the details are not lost in it from the start.
    float[] scale = new float[EmbeddedConfig.LATENT_CHANNELS];
    double power = 0;
    for (int c = 0; c < scale.length; c++) {
      power += result.deviations()[c];
    }
    double unit = Math.sqrt(power / scale.length);
    for (int c = 0; c < scale.length; c++) {
      scale[c] = (float) (Math.sqrt(result.deviations()[c]) * unit);
    }
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    Map<String, long[]> shapes = LatentSpace.shapes();
    float[][] values = {result.mean(), result.axes(), scale};
    int i = 0;
    for (Map.Entry<String, long[]> shape : shapes.entrySet()) {
      tensors.put(shape.getKey(), new SafeTensorsWriter.Tensor(values[i++], shape.getValue()));
    }
    SafeTensorsWriter.write(work.resolve(FILE), tensors, DType.F32, Map.of());
    System.out.printf(
        "%d soundtracks, %d channels explain %.2f %% of the variance%n",
        count, scale.length, 100 * result.explained());
    return 0;
  }

  static LatentSpace load(Path work) {
    try (Checkpoint file = SafeTensors.open(work.resolve(FILE))) {
      return new LatentSpace(file::floats);
    }
  }
}
