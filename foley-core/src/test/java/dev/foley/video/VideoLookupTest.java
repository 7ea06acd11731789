package dev.foley.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core alone: no decoder and no muxer is on its class path. */
class VideoLookupTest {
  @Test
  void withoutFoleyMediaTheMessageNamesTheJar(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("clip.mp4"), "x");
    List<FrameSpec> specs = List.of(new FrameSpec(2, 2, PixelFormat.GRAY8));
    assertEquals(List.of(), VideoDecoders.all());
    for (String name : List.of(VideoDecoders.AUTO, "humble")) {
      FoleyException failure =
          assertThrows(
              FoleyException.InvalidRequest.class, () -> VideoDecoders.open(name, file, specs));
      assertTrue(failure.getMessage().contains("foley-media"), failure.getMessage());
    }
    for (String name : List.of(VideoDecoders.AUTO, "humble")) {
      FoleyException failure =
          assertThrows(
              FoleyException.InvalidRequest.class,
              () -> VideoMuxers.mux(name, file, file, folder.resolve("out.mp4")));
      assertTrue(failure.getMessage().contains("foley-media"), failure.getMessage());
    }
  }
}
