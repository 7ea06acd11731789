package dev.foley.web;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code foley-web} command. */
@Command(
    name = "foley-web",
    description = "Foley in the browser: a page and a REST API.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    version = "foley 0.1.0",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "2:wrong options, a port in use, or a folder that cannot be used",
      "4:the model is missing or damaged",
      "130, 143:stopped"
    })
public final class FoleyWeb implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int MODEL = 4;

  @Option(names = "--port", paramLabel = "N", description = "default: ${DEFAULT-VALUE}; 0: any")
  private int port = 7860;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "address to listen on (default: ${DEFAULT-VALUE}, this machine only)")
  private String host = "127.0.0.1";

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "a name by which others may call this studio; repeatable")
  private List<String> names = List.of();

  @Option(names = "--enable-streaming", description = "sound can be heard while it is made")
  private boolean streaming;

  @Option(names = "--model", paramLabel = "embedded|DIR", description = "default: embedded")
  private String model = "embedded";

  @Option(names = "--device", paramLabel = "auto|cpu|gpu", description = "default: auto")
  private String device = "auto";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "keeps uploads, results and history (default: until the studio stops)")
  private Path folder;

  @Option(
      names = "--max-upload-mb",
      paramLabel = "N",
      description = "largest video (default: ${DEFAULT-VALUE})")
  private int maxUpload = 2000;

  @Option(
      names = "--max-minutes",
      paramLabel = "N",
      description = "longest video (default: ${DEFAULT-VALUE})")
  private int maxMinutes = 30;

  @Option(
      names = "--max-storage-mb",
      paramLabel = "N",
      description = "uploads and results together (default: ${DEFAULT-VALUE})")
  private int maxStorage = 20_000;

  @Option(
      names = "--max-queue",
      paramLabel = "N",
      description = "jobs that may wait (default: ${DEFAULT-VALUE})")
  private int maxQueue = 16;

  @Option(
      names = "--keep-jobs",
      paramLabel = "N",
      description = "jobs in the history (default: ${DEFAULT-VALUE})")
  private int keepJobs = 50;

  @Option(
      names = "--keep-hours",
      paramLabel = "N",
      description = "how long a job stays in the history (default: ${DEFAULT-VALUE})")
  private int keepHours = 168;

  private FoleyWeb() {}

  /** Serves until the process is told to stop. */
  public static void main(String[] args) {
    // An application may decide for its process what a library may not: no calls home.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("java.awt.headless", "true");
    System.exit(new CommandLine(new FoleyWeb()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535 || least() < 1) {
      return failed(USAGE, "a port lies in 0..65535, every limit is at least 1");
    }
    FoleyGenerator.Builder builder = FoleyGenerator.builder();
    try {
      builder.device(device);
    } catch (IllegalArgumentException e) {
      return failed(USAGE, e.getMessage());
    }
    if (!model.equals("embedded")) {
      builder.model(Path.of(model));
    }
    try (FoleyGenerator foley = builder.build()) {
      return serve(foley);
    } catch (FoleyException e) {
      return failed(MODEL, e.getMessage());
    }
  }

  private int least() {
    int least = Math.min(Math.min(maxUpload, maxMinutes), Math.min(maxStorage, maxQueue));
    return Math.min(least, Math.min(keepJobs, keepHours));
  }

  private int serve(FoleyGenerator foley) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(asked, stopped), "foley-studio-stop");
    try (Studio studio = Studio.start(foley, options(), Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(hook);
      System.out.println("Foley studio: http://" + shownHost() + ":" + studio.port() + "/");
      System.out.println(
          folder == null
              ? "Uploads and results are deleted when it stops; --folder DIR keeps them."
              : "Uploads and results: " + folder.toAbsolutePath());
      asked.await();
      return 0;
    } catch (IOException e) {
      return failed(USAGE, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return failed(USAGE, "cannot listen on " + host + ":" + port + ": " + rootMessage(e));
    } finally {
      stopped.countDown();
    }
  }

  /** The process ends when its shutdown hooks have: this one waits for the clean-up. */
  private static void stop(CountDownLatch asked, CountDownLatch stopped) {
    asked.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private StudioOptions options() {
    Set<String> known = new TreeSet<>();
    names.forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
    known.add(host.toLowerCase(Locale.ROOT));
    return new StudioOptions(
        new StudioOptions.Address(host, port, known),
        folder,
        streaming,
        new StudioOptions.Limits(
            maxUpload * 1_000_000L,
            Duration.ofMinutes(maxMinutes),
            maxStorage * 1_000_000L,
            maxQueue,
            keepJobs,
            Duration.ofHours(keepHours)));
  }

  private String shownHost() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static int failed(int code, String message) {
    System.err.println("foley-web: " + message);
    return code;
  }
}
