package dev.foley.cli;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import dev.foley.pool.FoleyPool;
import dev.foley.pool.PoolRequest;
import dev.foley.pool.PoolStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** One {@code foley batch}, from options to written files. */
final class Batch {
  private static final String VIDEO_NAMES = ".*\\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|ts|wmv)";

  private final BatchCommand options;
  private final Surroundings around;

  Batch(BatchCommand options, Surroundings around) {
    this.options = options;
    this.around = around;
  }

  /** A video, what it should sound like, and where the sound goes. */
  private record Item(Path video, String prompt, Path wav) {}

  int run() {
    List<Item> items = items();
    List<CompletableFuture<FoleyReport>> results = new ArrayList<>();
    try (FoleyPool pool = options.pool()) {
      around.interruption().onAsk(pool::close);
      for (Item item : items) {
        results.add(submit(pool, item));
      }
      int code = ExitCode.OK;
      for (CompletableFuture<FoleyReport> result : results) {
        int mine = codeOf(result);
        code = code == ExitCode.OK ? mine : code;
      }
      if (!options.quiet) {
        tell(pool.stats(), items.size());
      }
      return around.interruption().isAsked() ? ExitCode.INTERRUPTED : code;
    } finally {
      around.interruption().onAsk(() -> {});
    }
  }

  private CompletableFuture<FoleyReport> submit(FoleyPool pool, Item item) {
    PoolRequest request =
        options.sampling.of(PoolRequest.video(item.video()).prompt(item.prompt()));
    if (options.jobs != null) {
      request = request.job(options.jobs.resolve(stem(item.wav())));
    }
    CompletableFuture<FoleyReport> result;
    try {
      result = pool.submit(request, item.wav());
    } catch (IllegalStateException closed) {
      // An interruption closes the pool while it is being fed.
      return CompletableFuture.failedFuture(new FoleyException.Cancelled("interrupted"));
    }
    return result.whenComplete((report, failure) -> tell(item, report, failure));
  }

  private void tell(Item item, FoleyReport report, Throwable failure) {
    if (failure != null) {
      around.err().println("foley: " + item.video() + ": " + failure.getMessage());
    } else if (!options.quiet) {
      around
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s: %.3f s, %.2f of real time",
                  item.wav(),
                  report.durationSeconds(),
                  report.realTimeFactor()));
    }
  }

  private void tell(PoolStats stats, int asked) {
    around
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%d of %d done, %d failed; %d generators recycled, %d workers lost",
                stats.done(),
                asked,
                stats.failed(),
                stats.recycled(),
                stats.lost()));
  }

  private static int codeOf(CompletableFuture<FoleyReport> result) {
    try {
      result.join();
      return ExitCode.OK;
    } catch (CompletionException e) {
      return e.getCause() instanceof FoleyException typed ? ExitCode.of(typed) : ExitCode.MODEL;
    }
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Path input : options.inputs) {
      for (Path video : videos(input)) {
        items.add(item(video, options.prompt));
      }
    }
    if (options.list != null) {
      for (String line : lines(options.list)) {
        String[] parts = line.split("\t", 2);
        items.add(item(Path.of(parts[0]), parts.length == 2 ? parts[1] : options.prompt));
      }
    }
    if (items.isEmpty()) {
      throw new IllegalArgumentException("no video was named, and none found in the folders named");
    }
    requireDistinct(items);
    if (options.skipExisting) {
      items.removeIf(item -> Files.exists(item.wav()));
    }
    return items;
  }

  private Item item(Path video, String prompt) {
    String name = stem(video) + ".foley.wav";
    Path wav =
        options.out == null
            ? video.toAbsolutePath().resolveSibling(name)
            : options.out.resolve(name);
    return new Item(video, prompt, wav);
  }

  private static void requireDistinct(List<Item> items) {
    Map<Path, Item> seen = new HashMap<>();
    for (Item item : items) {
      Item other = seen.put(item.wav().toAbsolutePath().normalize(), item);
      if (other != null) {
        throw new IllegalArgumentException(
            other.video() + " and " + item.video() + " would both go to " + item.wav());
      }
    }
  }

  private static List<Path> videos(Path input) {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (Stream<Path> files = Files.list(input)) {
      return files
          .filter(
              file -> file.getFileName().toString().toLowerCase(Locale.ROOT).matches(VIDEO_NAMES))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("the folder " + input + " cannot be read: " + e, e);
    }
  }

  private static List<String> lines(Path list) {
    try (Stream<String> lines = Files.lines(list)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new FoleyException.InvalidRequest("the list " + list + " cannot be read: " + e, e);
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
