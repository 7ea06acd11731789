package dev.foley.web;

import dev.foley.stage.ModelSpec;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Jobs, their events and their results. */
final class JobRoutes {
  private static final int MAX_ORDER_BYTES = 64 << 10;
  private static final int MAX_LISTENERS = 16;

  /** Results of a take that can be fetched: name in the API, suffix of the file, media type. */
  private record Result(String name, String suffix, String type) {}

  private static final Result[] RESULTS = {
    new Result("sound.wav", "wav", "audio/wav"),
    new Result("video.mp4", "mp4", "video/mp4"),
    new Result("report.html", "html", "text/html; charset=utf-8"),
    new Result("report.json", "json", "application/json"),
  };

  private final JobQueue queue;
  private final VideoStore videos;
  private final EventFeed feed;
  private final ModelSpec model;
  private final boolean streaming;
  private final Semaphore listeners = new Semaphore(MAX_LISTENERS);

  JobRoutes(JobQueue queue, VideoStore videos, EventFeed feed, ModelSpec model, boolean streaming) {
    this.queue = queue;
    this.videos = videos;
    this.feed = feed;
    this.model = model;
    this.streaming = streaming;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/jobs", this::submit);
    routes.get("/api/jobs", request -> answer(request, Map.of("jobs", queue.views())));
    routes.get("/api/events", request -> events(request, null));
    routes.get("/api/jobs/{job}", request -> answer(request, queue.view(job(request))));
    routes.delete("/api/jobs/{job}", this::delete);
    routes.post("/api/jobs/{job}/cancel", this::cancel);
    routes.get("/api/jobs/{job}/events", request -> events(request, job(request)));
    routes.get(
        "/api/jobs/{job}/pictures.jpg",
        request -> FileAnswer.send(request, JobRunner.pictures(job(request)), "image/jpeg", null));
    String take = "/api/jobs/{job}/takes/{take}/";
    routes.get(take + "timeline.json", this::timeline);
    routes.get(take + "live.wav", this::live);
    for (Result result : RESULTS) {
      routes.get(take + result.name(), request -> result(request, result));
    }
  }

  private void submit(Context request) {
    if (!String.valueOf(request.contentType()).startsWith("application/json")) {
      throw new Problem(415, "unsupported_type", "Send the order as application/json.");
    }
    if (request.req().getContentLengthLong() > MAX_ORDER_BYTES) {
      throw new Problem(413, "order_too_large", "An order has at most 64 KB.");
    }
    JobOrder order = JobOrder.parse(request.body(), model);
    StoredVideo video =
        videos
            .find(order.video())
            .orElseThrow(
                () -> new Problem(404, "no_such_video", "There is no such video any more."));
    Job job = queue.submit(video, order);
    request.header("Location", "/api/jobs/" + job.id());
    answer(request.status(201), queue.view(job));
  }

  private void cancel(Context request) {
    Job job = job(request);
    queue.cancel(job);
    answer(request.status(202), queue.view(job));
  }

  private void delete(Context request) {
    queue.delete(job(request));
    request.status(204);
  }

  private void events(Context request, Job only) throws IOException, InterruptedException {
    request.contentType("text/event-stream");
    OutputStream out = request.res().getOutputStream();
    feed.send(
        out,
        only == null ? null : only.id(),
        () ->
            only == null ? Json.text(Map.of("jobs", queue.views())) : Json.text(queue.view(only)));
  }

  private void timeline(Context request) throws IOException {
    Job job = job(request);
    int take = take(request);
    LiveTake live = job.live(take);
    if (live != null) {
      answer(request, live.timeline());
    } else {
      FileAnswer.send(request, job.file(take, "timeline.json"), "application/json", null);
    }
  }

  private void live(Context request) throws IOException, InterruptedException {
    if (!streaming) {
      throw new Problem(
          409, "streaming_off", "This studio was started without --enable-streaming.");
    }
    Job job = job(request);
    LiveTake live = job.live(take(request));
    if (live == null) {
      FileAnswer.send(request, job.file(take(request), "wav"), "audio/wav", null);
      return;
    }
    if (!listeners.tryAcquire()) {
      throw new Problem(503, "too_many_listeners", "Too many listen already.");
    }
    try {
      request.contentType("audio/wav");
      // The listener learns at once that it may wait.
      request.res().flushBuffer();
      live.preview().play(request.res().getOutputStream());
    } finally {
      listeners.release();
    }
  }

  private void result(Context request, Result result) throws IOException {
    Job job = job(request);
    int take = take(request);
    Path file = job.file(take, result.suffix());
    FileAnswer.send(request, file, result.type(), job.saveAs(take, result.suffix()));
  }

  private Job job(Context request) {
    return queue.find(request.pathParam("job")).orElseThrow(() -> Problem.notFound("job"));
  }

  private static int take(Context request) {
    String number = request.pathParam("take");
    if (!number.matches("[1-9]")) {
      throw Problem.notFound("take");
    }
    return Integer.parseInt(number);
  }

  private static void answer(Context request, Object value) {
    request.contentType("application/json").result(Json.text(value));
  }
}
