package dev.foley.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Uploads. */
final class VideoRoutes {
  private static final int MAX_UPLOADS = 4;

  private final VideoStore videos;
  private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

  VideoRoutes(VideoStore videos) {
    this.videos = videos;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/videos", this::upload);
    routes.get("/api/videos/{video}", request -> answer(request, video(request)));
    routes.get(
        "/api/videos/{video}/file",
        request -> FileAnswer.send(request, videos.file(video(request)), type(request), null));
    routes.get(
        "/api/videos/{video}/poster.jpg",
        request -> FileAnswer.send(request, videos.poster(video(request)), "image/jpeg", null));
  }

  private void upload(Context request) throws IOException {
    String type = String.valueOf(request.contentType()).toLowerCase(Locale.ROOT);
    // Types that a form of another site could send as well are not taken.
    if (!type.startsWith("video/") && !type.startsWith("application/octet-stream")) {
      throw new Problem(
          415, "unsupported_type", "Send the bytes of the file as video/* or octet-stream.");
    }
    if (!uploads.tryAcquire()) {
      throw new Problem(503, "too_many_uploads", "Other uploads are under way; try again.");
    }
    try {
      StoredVideo video =
          videos.receive(
              request.req().getInputStream(),
              request.req().getContentLengthLong(),
              request.queryParam("name"));
      answer(request.status(201), video);
    } finally {
      uploads.release();
    }
  }

  private StoredVideo video(Context request) {
    return videos
        .find(request.pathParam("video"))
        .orElseThrow(() -> new Problem(404, "no_such_video", "There is no such video any more."));
  }

  private String type(Context request) {
    Map<String, String> types =
        Map.of("mp4", "video/mp4", "m4v", "video/mp4", "webm", "video/webm", "ogv", "video/ogg");
    return types.getOrDefault(video(request).extension(), "application/octet-stream");
  }

  private static void answer(Context request, StoredVideo video) {
    request.contentType("application/json").result(Json.text(video));
  }
}
