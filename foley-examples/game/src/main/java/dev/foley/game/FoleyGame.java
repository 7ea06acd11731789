package dev.foley.game;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavWriter;
import dev.foley.live.LiveBuilder;
import dev.foley.live.LiveFoley;
import java.awt.GraphicsEnvironment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code foley-game} command: a window with sound, or a measured run without either. */
@Command(
    name = "foley-game",
    mixinStandardHelpOptions = true,
    description = {
      "A small scene whose sound is made from its pictures while they are painted.",
      "In the window, the keys 1 to 5 change the prompt and the space bar pauses."
    })
public final class FoleyGame implements Callable<Integer> {
  private static final double PICTURES_PER_SECOND = 60;

  @Option(
      names = "--headless",
      description = "no window, no sound card: write a WAV, print figures")
  private boolean headless;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long to run headless (default 20)")
  private double seconds = 20;

  @Option(names = "--out", paramLabel = "OUT.wav", description = "headless: the sound")
  private Path out = Path.of("foley-game.wav");

  @Option(names = "--prompt", paramLabel = "TEXT", description = "what should be heard")
  private String prompt = GameWindow.PROMPTS.get(0);

  @Option(names = "--seed", paramLabel = "N", description = "of the scene and of the noise")
  private long seed;

  @Option(names = "--steps", paramLabel = "N", description = "solver steps a window (default 4)")
  private int steps = LiveBuilder.DEFAULT_STEPS;

  @Option(
      names = "--guidance",
      paramLabel = "X",
      description = "how strictly to follow the prompt; 1 halves the work (default: the model's)")
  private Double guidance;

  private FoleyGame() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // An application may decide for its process what a library may not: no calls home.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.exit(run(args));
  }

  /** Runs the command inside this process. */
  static int run(String... args) {
    CommandLine command = new CommandLine(new FoleyGame());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          boolean explained =
              failure instanceof FoleyException || failure instanceof IllegalArgumentException;
          System.err.println("foley-game: " + (explained ? failure.getMessage() : failure));
          return failure instanceof IllegalArgumentException ? 2 : 4;
        });
    return command.execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("--seconds must be positive, not " + seconds);
    }
    if (!headless && GraphicsEnvironment.isHeadless()) {
      throw new IllegalArgumentException("there is no display here; use --headless");
    }
    try (FoleyGenerator foley = FoleyGenerator.create();
        LiveFoley live = live(foley).open()) {
      if (headless) {
        runHeadless(live);
      } else {
        new GameWindow(new BouncingBalls(seed), live).run();
      }
    }
    return 0;
  }

  private LiveBuilder live(FoleyGenerator foley) {
    LiveBuilder builder = foley.live(Screen.FORMAT, prompt).seed(seed).steps(steps);
    return guidance == null ? builder : builder.guidance(guidance);
  }

  private void runHeadless(LiveFoley live) throws InterruptedException {
    BouncingBalls scene = new BouncingBalls(seed);
    Screen screen = new Screen();
    long cpu = cpuNanos();
    long start = System.nanoTime();
    try (WavWriter wav = WavWriter.open(out, live.format(), SampleFormat.PCM16)) {
      Ear ear = new Ear(live, wav, start);
      Thread audio = new Thread(ear, "audio");
      audio.setPriority(Thread.MAX_PRIORITY);
      audio.start();
      for (long n = 0; n < seconds * PICTURES_PER_SECOND; n++) {
        long due = start + (long) (n * 1e9 / PICTURES_PER_SECOND);
        LockSupport.parkNanos(due - System.nanoTime());
        long now = System.nanoTime();
        scene.advanceTo((now - start) * 1e-9);
        screen.paint(scene);
        live.push(screen.pixels(), now);
      }
      ear.stop();
      audio.join();
      double ran = (System.nanoTime() - start) * 1e-9;
      Figures.print(System.out, scene, ear, live.stats(), ran, (cpuNanos() - cpu) * 1e-9);
    }
    System.out.println("wrote " + out);
    live.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
