package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.LatentSpace;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.training.caption.Captions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "assemble",
    description = "Writes the averaged weights of all networks as float16, and the vocabulary.")
final class AssembleCommand implements Callable<Integer> {
  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(
      names = "--out",
      defaultValue = "foley-core/src/main/resources/dev/foley/internal/model/embedded",
      description = "Folder to write to.")
  private Path out;

  @Option(names = "--from", description = "Assembled weights of what the run has not trained.")
  private Path from;

  @Option(
      names = "--last",
      description = {
        "The contact network as it was at its last step: after a short run its average still holds",
        "much of where it started."
      })
  private boolean last;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    try (WeightSources latents = new WeightSources().assembled(work.resolve(LatentsCommand.FILE));
        WeightSources sound =
            new WeightSources()
                .state(work.resolve(DistillTrainer.STATE))
                .state(work.resolve(SoundTrainer.STATE))
                .assembled(from);
        WeightSources visual =
            new WeightSources()
                .state(
                    work.resolve(VisualTrainer.STATE),
                    last ? TrainingState.LAST : TrainingState.AVERAGE)
                .assembled(from)) {
      take(tensors, latents, LatentSpace.shapes());
      take(tensors, sound, SoundTrainer.shapes());
      // What --from knows of guidance does not go with a transformer that was trained since.
      boolean trained = Files.exists(work.resolve(SoundTrainer.STATE));
      Map<String, long[]> guidance = EmbeddedConfig.guidanceShapes();
      if (Files.exists(work.resolve(DistillTrainer.STATE))
          || !trained && sound.haveAll(guidance.keySet())) {
        take(tensors, sound, guidance);
      }
      take(tensors, visual, VisualNet.shapes());
    }
    SafeTensorsWriter.write(out.resolve("embedded.safetensors"), tensors, DType.F16, Map.of());
    List<String> words = new ArrayList<>(Captions.vocabulary());
    Captions.stopWords().forEach(word -> words.add("-" + word));
    Files.write(out.resolve("vocabulary.txt"), words);
    return 0;
  }

  private static void take(
      Map<String, SafeTensorsWriter.Tensor> tensors,
      WeightSources weights,
      Map<String, long[]> shapes) {
    shapes.forEach(
        (name, shape) ->
            tensors.put(name, new SafeTensorsWriter.Tensor(weights.floats(name), shape)));
  }
}
