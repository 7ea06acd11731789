package dev.foley.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.EmbeddedModel;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.motion.MotionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DistillTrainerTest {
  private static final String WEIGHTS = "embedded.safetensors";
  private static final int WINDOWS = 2;

  @TempDir private Path work;

  @Test
  void startsAsTheTeacherLearnsAndResumes() throws IOException {
    Path from = undistilled();
    TransformerTrainer.Run run = new TransformerTrainer.Run(work, "cpu", WINDOWS, 1, from);
    List<SoundSample> samples = samples();
    double[] learnt;
    try (DistillTrainer trainer = new DistillTrainer(run)) {
      double[] before = trainer.validate(samples, WINDOWS);
      assertTrue(before[0] > 0.001, "error of no guidance at all: " + before[0]);
      assertEquals(0, before[1], 1e-6, "without guidance");
      assertEquals(0, before[2], 1e-6, "without conditions");
      SplittableRandom random = new SplittableRandom(3);
      SoundBatch batch = SoundBatch.draw(samples, WINDOWS, random, false);
      for (int i = 0; i < 8; i++) {
        assertTrue(Double.isFinite(trainer.learn(batch, random)));
        trainer.optimizer.step(3e-4, 1);
      }
      learnt = trainer.validate(samples, WINDOWS);
      assertTrue(learnt[0] < before[0], learnt[0] + " after " + before[0]);
      trainer.save();
    }
    try (DistillTrainer trainer = new DistillTrainer(run)) {
      assertEquals(8, trainer.optimizer.steps());
      assertArrayEquals(learnt, trainer.validate(samples, WINDOWS), 1e-5);
    }
    assembled(from);
  }

  /** What the run has not trained comes from where it started. */
  private void assembled(Path from) throws IOException {
    Path out = work.resolve("out");
    Files.copy(from, work.resolve(LatentsCommand.FILE));
    int status =
        new CommandLine(new AssembleCommand())
            .execute("--work", work.toString(), "--out", out.toString(), "--from", from.toString());
    assertEquals(0, status);
    try (Checkpoint weights = SafeTensors.open(out.resolve(WEIGHTS));
        Checkpoint start = SafeTensors.open(from)) {
      String learnt = "guidance_in.mlp.2.weight";
      assertFalse(start.names().contains(learnt));
      assertTrue(weights.floats(learnt)[0] != 0);
      for (String name : List.of("empty_sync_feat", "text.special_emb.weight")) {
        assertArrayEquals(start.floats(name), weights.floats(name), name);
      }
    }
  }

  /** The shipped weights as they were before they learned about guidance. */
  private Path undistilled() throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    try (InputStream in = EmbeddedModel.class.getResourceAsStream(WEIGHTS);
        Checkpoint weights = SafeTensors.read(in, WEIGHTS)) {
      EmbeddedModel.shapes()
          .forEach(
              (name, shape) ->
                  tensors.put(name, new SafeTensorsWriter.Tensor(weights.floats(name), shape)));
    }
    Path file = work.resolve("from.safetensors");
    SafeTensorsWriter.write(file, tensors, DType.F16, Map.of());
    return file;
  }

  private static List<SoundSample> samples() {
    Random noise = new Random(2);
    List<SoundSample> samples = new ArrayList<>();
    for (String caption : List.of("steady rain", "footsteps on wood")) {
      float[] latents = new float[EmbeddedConfig.WINDOW_LATENTS * EmbeddedConfig.LATENT_CHANNELS];
      for (int i = 0; i < latents.length; i++) {
        latents[i] = 0.3f * (float) noise.nextGaussian();
      }
      List<MotionEvent> events = List.of(new MotionEvent(1, 0.8), new MotionEvent(3, 0.5));
      float[] friction = new float[EmbeddedConfig.WINDOW_LATENTS];
      samples.add(new SoundSample(caption, events, friction, latents, null));
    }
    return samples;
  }
}
