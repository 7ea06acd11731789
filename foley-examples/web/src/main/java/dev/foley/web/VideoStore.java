package dev.foley.web;

import dev.foley.FoleyException;
import dev.foley.cli.report.KeyFrames;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import javax.imageio.ImageIO;

/** Uploaded videos: received within limits, looked at once, kept until nobody needs them. */
final class VideoStore {
  /** An upload that no job has used for so long is deleted. */
  static final Duration UNUSED_FOR = Duration.ofHours(1);

  private static final FrameSpec POSTER = new FrameSpec(854, 480, PixelFormat.RGB24);
  private static final String RECORD = "video.json";

  private final Storage storage;
  private final StudioOptions.Limits limits;
  private final LongConsumer makeRoom;
  private final Map<String, StoredVideo> videos = new ConcurrentHashMap<>();

  /**
   * Opens the store with what an earlier run left.
   *
   * @param makeRoom called with the size of an upload before it is received
   */
  VideoStore(Storage storage, StudioOptions.Limits limits, LongConsumer makeRoom) {
    this.storage = storage;
    this.limits = limits;
    this.makeRoom = makeRoom;
    for (Path folder : storage.videos()) {
      Json.read(folder.resolve(RECORD), StoredVideo.class)
          .ifPresentOrElse(video -> videos.put(video.id(), video), () -> Storage.delete(folder));
    }
  }

  Optional<StoredVideo> find(String id) {
    return Optional.ofNullable(videos.get(id));
  }

  Path file(StoredVideo video) {
    return storage.video(video.id()).resolve("source." + video.extension());
  }

  Path poster(StoredVideo video) {
    return storage.video(video.id()).resolve("poster.jpg");
  }

  /**
   * Receives and checks a video; nothing is kept of one that fails.
   *
   * @param declared bytes the client announced
   * @throws Problem if it is too large, empty, damaged or no video
   */
  StoredVideo receive(InputStream body, long declared, String clientName) throws IOException {
    if (declared > limits.uploadBytes()) {
      throw tooLarge();
    }
    if (declared < 0) {
      throw new Problem(411, "length_required", "Say how long the upload is: Content-Length.");
    }
    makeRoom.accept(declared);
    String id = Storage.newId();
    Path folder = Files.createDirectory(storage.video(id));
    boolean kept = false;
    try {
      String name = FileNames.shown(clientName);
      Path file = folder.resolve("source." + FileNames.extension(clientName));
      long bytes = Files.copy(body, file);
      if (bytes < declared) {
        throw new Problem(400, "upload_incomplete", "The upload broke off.");
      }
      if (bytes == 0) {
        throw new Problem(400, "empty_upload", "The file is empty.");
      }
      StoredVideo video = look(id, name, file, bytes);
      Json.write(folder.resolve(RECORD), video);
      videos.put(id, video);
      kept = true;
      return video;
    } finally {
      if (!kept) {
        Storage.delete(folder);
      }
    }
  }

  private Problem tooLarge() {
    long limit = limits.uploadBytes();
    return new Problem(
        413,
        "upload_too_large",
        String.format(Locale.ROOT, "The file is larger than %.0f MB.", limit / 1e6),
        Map.of("limit_bytes", limit));
  }

  private StoredVideo look(String id, String name, Path file, long bytes) throws IOException {
    try (FrameSource source = VideoDecoders.open(VideoDecoders.AUTO, file, List.of(POSTER))) {
      VideoInfo info = source.info();
      int longer = Math.max(info.width(), info.height());
      if (longer > StudioOptions.Limits.MAX_SIDE
          || (long) info.width() * info.height() > StudioOptions.Limits.MAX_PIXELS) {
        throw new Problem(
            422,
            "picture_too_large",
            "The picture is " + info.width() + " x " + info.height() + "; 4K is the most.",
            Map.of("width", info.width(), "height", info.height()));
      }
      double seconds = info.declaredDuration().map(MediaTime::seconds).orElse(0.0);
      requireLength(seconds);
      VideoFrame frame = source.next();
      if (frame == null) {
        throw new Problem(422, "unreadable_media", name + " holds no picture that can be decoded.");
      }
      double aspect = (double) info.width() / info.height();
      ImageIO.write(
          KeyFrames.Shot.of(frame).shaped(aspect),
          "jpeg",
          file.resolveSibling("poster.jpg").toFile());
      return new StoredVideo(
          id,
          name,
          FileNames.extension(file.toString()),
          bytes,
          info.width(),
          info.height(),
          info.frameRate(),
          seconds,
          info.codec(),
          Instant.now().toString());
    } catch (FoleyException e) {
      throw Problem.of(e).naming(file.toString(), name);
    }
  }

  /** Refuses sound of more than the longest length. */
  void requireLength(double seconds) {
    long limit = limits.length().toSeconds();
    if (seconds > limit) {
      throw new Problem(
          422,
          "video_too_long",
          "The video is longer than " + limit + " seconds.",
          Map.of("limit_s", limit));
    }
  }

  void delete(StoredVideo video) {
    videos.remove(video.id());
    Storage.delete(storage.video(video.id()));
  }

  /**
   * Deletes videos nobody needs.
   *
   * @param needed whether a job refers to a video
   */
  void sweep(Instant now, java.util.function.Predicate<String> needed) {
    for (StoredVideo video : List.copyOf(videos.values())) {
      boolean old = Instant.parse(video.added()).plus(UNUSED_FOR).isBefore(now);
      if (old && !needed.test(video.id())) {
        delete(video);
      }
    }
  }
}
