package dev.foley.web;

import dev.foley.FoleyGenerator;
import dev.foley.stage.ModelSpec;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running web studio: the server, its queue and its folder. The generator stays its owner's. */
final class Studio implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

  /** Bytes of a refused request that are read and thrown away. */
  private static final long MOST_DISCARDED = 32L << 20;

  private final StudioOptions options;
  private final ModelSpec model;
  private final Storage storage;
  private final EventFeed feed = new EventFeed();
  private final VideoStore videos;
  private final JobQueue queue;
  private final ScheduledExecutorService sweeper;
  private final Javalin server;

  private Studio(FoleyGenerator foley, StudioOptions options, Storage storage, Clock clock) {
    this.options = options;
    this.model = foley.model().spec();
    this.storage = storage;
    this.videos = new VideoStore(storage, options.limits(), this::makeRoom);
    JobRunner runner = new JobRunner(foley, videos, options.streaming());
    this.queue = new JobQueue(storage, videos, options.limits(), runner, feed, clock);
    this.sweeper = Executors.newSingleThreadScheduledExecutor(Studio::sweeperThread);
    this.server = Javalin.create(this::configure);
  }

  /**
   * Opens the folder and starts to serve.
   *
   * @param clock decides how old a job is
   * @throws IOException if the folder cannot be used
   */
  static Studio start(FoleyGenerator foley, StudioOptions options, Clock clock) throws IOException {
    Storage storage = Storage.open(options.folder());
    Studio studio = new Studio(foley, options, storage, clock);
    try {
      studio.server.start(options.address().host(), options.address().port());
    } catch (RuntimeException e) {
      studio.close();
      throw e;
    }
    // It catches what goes wrong itself.
    ScheduledFuture<?> unused =
        studio.sweeper.scheduleWithFixedDelay(studio::sweep, 1, 1, TimeUnit.MINUTES);
    return studio;
  }

  private static Thread sweeperThread(Runnable work) {
    Thread thread = new Thread(work, "foley-studio-sweeper");
    thread.setDaemon(true);
    return thread;
  }

  private void makeRoom(long bytes) {
    queue.makeRoom(bytes);
  }

  /** Deletes what is too old or too much. */
  void sweep() {
    try {
      queue.sweep(0);
    } catch (RuntimeException e) {
      LOG.warn("clean-up failed; it is tried again in a minute", e);
    }
  }

  int port() {
    return server.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    Guard guard = new Guard(options.address().names());
    config.routes.before(guard::check);
    config.routes.exception(Problem.class, (problem, request) -> refuse(request, problem));
    config.routes.exception(
        HttpResponseException.class,
        (failure, request) ->
            answer(request, new Problem(failure.getStatus(), "http", failure.getMessage())));
    config.routes.exception(IOException.class, (failure, request) -> gone(request, failure));
    config.routes.exception(Exception.class, Studio::unexpected);
    config.routes.get("/api/studio", this::describe);
    new PageRoutes().add(config.routes);
    new VideoRoutes(videos).add(config.routes);
    new JobRoutes(queue, videos, feed, model, options.streaming()).add(config.routes);
  }

  private void describe(Context request) {
    StudioOptions.Limits limits = options.limits();
    request
        .contentType("application/json")
        .result(
            Json.text(
                Map.of(
                    "model", model.name(),
                    "sample_rate", model.sampleRate(),
                    "streaming", options.streaming(),
                    "defaults",
                        Map.of(
                            "steps", model.steps(),
                            "guidance", model.guidance(),
                            "negative_prompt", model.negativePrompt()),
                    "limits",
                        Map.of(
                            "upload_bytes", limits.uploadBytes(),
                            "length_s", limits.length().toSeconds(),
                            "prompt_chars", StudioOptions.Limits.MAX_PROMPT_CHARS,
                            "takes", StudioOptions.Limits.MAX_TAKES,
                            "queued", limits.queued(),
                            "kept_jobs", limits.keptJobs(),
                            "kept_hours", limits.keptFor().toHours()))));
  }

  /** A client that is still sending when its connection is closed never reads why. */
  private static void refuse(Context request, Problem problem) {
    try {
      request.req().getInputStream().skip(MOST_DISCARDED);
    } catch (IOException e) {
      LOG.debug("a refused transfer broke off", e);
    }
    answer(request, problem);
  }

  private static void answer(Context request, Problem problem) {
    if (problem.status() == 503) {
      request.header("Retry-After", "10");
    }
    request
        .status(problem.status())
        .contentType("application/problem+json")
        .result(Json.text(problem.body()));
  }

  /** Usually the client has left, and nobody reads this. */
  private static void gone(Context request, IOException failure) {
    LOG.debug("a transfer broke off", failure);
    if (!request.res().isCommitted()) {
      answer(request, new Problem(500, "transfer", "The transfer failed: " + failure));
    }
  }

  private static void unexpected(Exception failure, Context request) {
    LOG.error("{} {} failed", request.method(), request.path(), failure);
    answer(request, new Problem(500, "internal", "Unexpected failure: " + failure));
  }

  /** Cancels jobs, ends transfers, gives the port and the folder free. */
  @Override
  public void close() {
    sweeper.shutdownNow();
    feed.close();
    queue.close();
    server.stop();
    storage.close();
  }
}
