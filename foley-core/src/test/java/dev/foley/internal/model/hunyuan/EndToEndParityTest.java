package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import dev.foley.internal.sampling.FlowSchedule;
import dev.foley.internal.sampling.FlowSolver;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Noise and features to sound: guidance, solver, transformer and decoder together. */
@ExtendWith(ParityTable.class)
class EndToEndParityTest {
  private static final double LATENT_TOLERANCE = 5e-5;
  private static final double WAVE_TOLERANCE = 2e-4;

  private final ParityFolder folder = ParityFolder.require();

  @Test
  void everyCase() throws IOException {
    Map<String, Object> arguments =
        new com.google.gson.Gson()
            .fromJson(folder.config("dac"), new TypeToken<Map<String, Object>>() {}.getType());
    try (NDManager manager = Torch.newManager(Torch.device("cpu"));
        Checkpoint ditFile = folder.checkpoint("dit_weights.safetensors");
        Checkpoint dacFile = folder.checkpoint("dac_weights.safetensors")) {
      DitConfig config = DitKeys.config(ditFile);
      ResidentTensors weights = new WeightLoader(ditFile, DataType.FLOAT32).loadAll(manager, "");
      DacVae dac =
          new DacVae(
              DacVae.Config.of(arguments), DacWeights.load(dacFile, manager, true), Trace.NONE);
      HunyuanVocoder vocoder = new HunyuanVocoder(manager, dac);
      JsonArray cases = folder.json("e2e.json").getAsJsonArray();
      for (int i = 0; i < cases.size(); i++) {
        try (Fixture fixture = folder.fixture("e2e_case" + (i + 1) + ".safetensors")) {
          Case one = new Case(i + 1, cases.get(i).getAsJsonObject(), fixture);
          one.run(manager, new MmDit(config, weights), config, weights, vocoder);
          fixture.requireAllRead();
        }
      }
    }
  }

  /** One case; the fixtures hold channels before time, this code time before channels. */
  private record Case(int number, JsonObject settings, Fixture fixture) {
    void run(
        NDManager manager,
        MmDit dit,
        DitConfig config,
        ResidentTensors weights,
        HunyuanVocoder vocoder) {
      int batch = settings.get("batch_size").getAsInt();
      int steps = settings.get("steps").getAsInt();
      int latents = settings.get("latent_frames").getAsInt();
      int channels = config.latentChannels();
      FeatureMap visual = map("in.siglip2_feat");
      FeatureMap sync = map("in.syncformer_feat");
      TextCondition text =
          new TextCondition(map("in.text_feat"), map("in.uncond_text_feat"), Coverage.FULL);
      float[] always = new float[latents];
      Arrays.fill(always, 1);
      ParityReport velocities = report("velocity", LATENT_TOLERANCE);
      ParityReport states = report("latents", LATENT_TOLERANCE);
      float[] x = transpose(fixture.floats("in.noise"), batch, channels, latents);
      float[] expectedVelocity = fixture.floats("act.guided_velocity");
      float[] expectedState = fixture.floats("act.latents_after_step");
      FlowSchedule schedule = FlowSchedule.linear(steps);
      try (GuidedVelocity field =
          new GuidedVelocity(
              manager,
              dit,
              new VisualFeatures(visual, sync),
              EmptyFeatures.of(weights, visual.tokens(), sync.tokens()),
              List.of(new WeightedText(text, always)),
              settings.get("guidance_scale").getAsDouble(),
              latents,
              batch)) {
        for (int i = 0; i < steps; i++) {
          int step = i;
          FlowSolver.EULER.step(
              (state, sigma, next, v) -> {
                field.evaluate(state, sigma, next, v);
                velocities.compare(
                    "velocity of step " + (step + 1),
                    row(expectedVelocity, step, v.length),
                    transpose(v, batch, latents, channels));
              },
              x,
              schedule.sigma(i),
              schedule.sigma(i + 1));
          states.compare(
              "latents after step " + (i + 1),
              row(expectedState, i, x.length),
              transpose(x, batch, latents, channels));
        }
      }
      ParityReport waves = report("waveform", WAVE_TOLERANCE);
      float[] expected = fixture.floats("out.audio");
      int size = latents * channels;
      for (int b = 0; b < batch; b++) {
        Latents window =
            new Latents(latents, channels, Arrays.copyOfRange(x, b * size, (b + 1) * size));
        float[] wave = vocoder.decode(window, new float[0]);
        waves.compare("audio " + b, row(expected, b, wave.length), wave);
      }
    }

    private ParityReport report(String what, double tolerance) {
      return new ParityReport("end to end case " + number + ", " + what, tolerance);
    }

    private FeatureMap map(String name) {
      long[] shape = fixture.shape(name);
      return new FeatureMap((int) shape[1], (int) shape[2], fixture.floats(name));
    }
  }

  private static float[] row(float[] rows, int index, int length) {
    return Arrays.copyOfRange(rows, index * length, (index + 1) * length);
  }

  /** (batch, rows, columns) to (batch, columns, rows). */
  private static float[] transpose(float[] values, int batch, int rows, int columns) {
    float[] out = new float[values.length];
    for (int b = 0; b < batch; b++) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          out[(b * columns + c) * rows + r] = values[(b * rows + r) * columns + c];
        }
      }
    }
    return out;
  }
}
