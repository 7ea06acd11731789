package dev.foley.internal.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ParityTable.class)
class SamplingParityTest {
  private static final Map<String, FlowSolver> SOLVERS =
      Map.of(
          "euler", FlowSolver.EULER,
          "heun-2", FlowSolver.HEUN,
          "midpoint-2", FlowSolver.MIDPOINT,
          "kutta-4", FlowSolver.KUTTA_4);

  private final ParityFolder folder = ParityFolder.require();

  @Test
  void noiseLevelsAreTheReferencesToTheLastBit() throws IOException {
    ParityReport report = new ParityReport("schedule tables", 0);
    for (Map.Entry<String, JsonElement> entry :
        folder.json("scheduler_tables.json").getAsJsonObject().entrySet()) {
      JsonObject table = entry.getValue().getAsJsonObject();
      float[] sigmas = floats(table.getAsJsonArray("sigmas"));
      double shift = table.has("shift") ? table.get("shift").getAsDouble() : 1;
      FlowSchedule schedule = FlowSchedule.shifted(sigmas.length - 1, shift, true);
      float[] actual = new float[sigmas.length];
      float[] times = new float[sigmas.length - 1];
      for (int i = 0; i < sigmas.length; i++) {
        actual[i] = schedule.sigma(i);
        if (i < times.length) {
          times[i] = schedule.timestep(i);
        }
      }
      report.compare(entry.getKey() + " sigmas", sigmas, actual);
      report.compare(
          entry.getKey() + " timesteps", floats(table.getAsJsonArray("timesteps")), times);
    }
  }

  private static float[] floats(JsonArray array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).getAsDouble();
    }
    return values;
  }

  /** The toy velocity of the set's README. */
  private static float[] toy(float[] x, float t, long[] shape) {
    int n = (int) shape[2];
    float[] v = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i / n % (int) shape[1];
      v[i] = (float) (-0.7 * x[i] + 0.25 * (c + 1) * Math.cos(3.0 * t / 1000));
    }
    return v;
  }

  @Test
  void stepsAreTheReferences() throws IOException {
    int steps = folder.json("config.json").getAsJsonObject().get("scheduler_toy_steps").getAsInt();
    try (Fixture fixture = folder.fixture("scheduler_solvers.safetensors")) {
      float[] x0 = fixture.floats("in.x0");
      long[] shape = fixture.shape("in.x0");
      for (Map.Entry<String, FlowSolver> entry : SOLVERS.entrySet()) {
        ParityReport report = new ParityReport("solver " + entry.getKey(), 2e-6);
        FlowSchedule schedule = FlowSchedule.linear(steps);
        float[] expected = fixture.floats("loop." + entry.getKey());
        ReferenceStepper once = new ReferenceStepper(entry.getValue(), schedule);
        float[] x = x0;
        for (int i = 0; i < steps; i++) {
          x = once.step(x, toy(x, schedule.timestep(i), shape));
          report.compare("loop call " + i, row(expected, i, x.length), x);
        }

        float[] times = fixture.floats("full." + entry.getKey() + ".t");
        assertEquals(steps * entry.getValue().evaluations(), times.length);
        expected = fixture.floats("full." + entry.getKey());
        ReferenceStepper full = new ReferenceStepper(entry.getValue(), schedule);
        x = x0;
        for (int i = 0; i < times.length; i++) {
          x = full.step(x, toy(x, times[i], shape));
          report.compare("full call " + i, row(expected, i, x.length), x);
        }
        if (entry.getValue() != FlowSolver.KUTTA_4) {
          compareTextbook(report, entry.getValue(), schedule, x0, shape, x);
        }
      }
      fixture.requireAllRead();
    }
  }

  /** Up to order two, the textbook form and the reference's fully driven form are the same. */
  private static void compareTextbook(
      ParityReport report,
      FlowSolver solver,
      FlowSchedule schedule,
      float[] x0,
      long[] shape,
      float[] expected) {
    float[] x = x0.clone();
    for (int i = 0; i < schedule.steps(); i++) {
      solver.step(
          (y, sigma, next, v) -> System.arraycopy(toy(y, sigma * 1000, shape), 0, v, 0, v.length),
          x,
          schedule.sigma(i),
          schedule.sigma(i + 1));
    }
    report.compare("textbook form", expected, x);
  }

  private static float[] row(float[] rows, int index, int length) {
    return Arrays.copyOfRange(rows, index * length, (index + 1) * length);
  }
}
