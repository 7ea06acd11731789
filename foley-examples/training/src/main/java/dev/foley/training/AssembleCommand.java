package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.LatentSpace;
import dev.foley.internal.model.embedded.TextNet;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensors;
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

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    take(tensors, LatentsCommand.FILE, "", LatentSpace.shapes());
    Map<String, long[]> sound = EmbeddedConfig.transformerShapes();
    sound.putAll(TextNet.shapes());
    take(tensors, SoundTrainer.STATE, TrainingState.AVERAGE, sound);
    take(tensors, VisualTrainer.STATE, TrainingState.AVERAGE, VisualNet.shapes());
    SafeTensorsWriter.write(out.resolve("embedded.safetensors"), tensors, DType.F16, Map.of());
    List<String> words = new ArrayList<>(Captions.vocabulary());
    Captions.stopWords().forEach(word -> words.add("-" + word));
    Files.write(out.resolve("vocabulary.txt"), words);
    return 0;
  }

  private void take(
      Map<String, SafeTensorsWriter.Tensor> tensors,
      String file,
      String prefix,
      Map<String, long[]> shapes) {
    try (Checkpoint saved = SafeTensors.open(work.resolve(file))) {
      shapes.forEach(
          (name, shape) ->
              tensors.put(name, new SafeTensorsWriter.Tensor(saved.floats(prefix + name), shape)));
    }
  }
}
