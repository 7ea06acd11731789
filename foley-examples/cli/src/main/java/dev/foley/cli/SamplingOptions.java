package dev.foley.cli;

import dev.foley.FoleyRequest;
import dev.foley.pool.PoolRequest;
import dev.foley.stage.Solver;
import picocli.CommandLine.Option;

/** How a sound is sampled: the same for one video and for many. */
final class SamplingOptions {
  @Option(names = "--negative", paramLabel = "TEXT", description = "what should not be heard")
  private String negative;

  @Option(names = "--seed", paramLabel = "N", description = "chooses the noise (default 0)")
  private long seed;

  @Option(names = "--steps", paramLabel = "N", description = "solver steps (default: the model's)")
  private Integer steps;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description = "how to step: ${COMPLETION-CANDIDATES} (default: the model's)")
  private Solver solver;

  @Option(names = "--guidance", paramLabel = "X", description = "how strictly to follow the prompt")
  private Double guidance;

  long seed() {
    return seed;
  }

  /** What was not given stays the model's. */
  FoleyRequest of(FoleyRequest request) {
    FoleyRequest sampled = request.seed(seed);
    sampled = negative == null ? sampled : sampled.negativePrompt(negative);
    sampled = steps == null ? sampled : sampled.steps(steps);
    sampled = solver == null ? sampled : sampled.solver(solver);
    return guidance == null ? sampled : sampled.guidance(guidance);
  }

  /** The same for a request to a pool. */
  PoolRequest of(PoolRequest request) {
    PoolRequest sampled = request.seed(seed);
    sampled = negative == null ? sampled : sampled.negativePrompt(negative);
    sampled = steps == null ? sampled : sampled.steps(steps);
    sampled = solver == null ? sampled : sampled.solver(solver);
    return guidance == null ? sampled : sampled.guidance(guidance);
  }
}
