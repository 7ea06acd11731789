package dev.foley.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFormatTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void knowsContainersByTheirBytes() {
    assertEquals(
        ContainerFormat.MP4, ContainerFormat.recognise(bytes("\0\0\0\30ftypisom\0\0\2\0")));
    assertEquals(ContainerFormat.AVI, ContainerFormat.recognise(bytes("RIFF\0\0\0\0AVI LIST")));
    assertEquals(
        ContainerFormat.MATROSKA, ContainerFormat.recognise(bytes("\u001aE\u00df\u00a3rest")));
    byte[] transport = new byte[188 * 5];
    for (int i = 0; i < 5; i++) {
      transport[188 * i] = 0x47;
    }
    assertEquals(ContainerFormat.MPEG_TS, ContainerFormat.recognise(transport));
    assertEquals(
        ContainerFormat.H264, ContainerFormat.recognise(new byte[] {0, 0, 0, 1, 0x67, 1, 2}));
  }

  @Test
  void playlistsAndScriptsNeverReachNativeCode() {
    assertNull(ContainerFormat.recognise(bytes("#EXTM3U\n#EXT-X-TARGETDURATION:1\nfile:///x")));
    assertNull(ContainerFormat.recognise(bytes("ffconcat version 1.0\nfile /etc/passwd")));
    assertNull(ContainerFormat.recognise(bytes("v=0\r\nc=IN IP4 10.0.0.1\r\n")));
    assertNull(ContainerFormat.recognise(bytes("G\0\0")));
    assertNull(ContainerFormat.recognise(new byte[0]));
  }

  @Test
  void failuresSayWhatTheFileIs(@TempDir Path folder) throws Exception {
    assertMessage(folder, "folder");
    assertMessage(folder.resolve("none.mp4"), "no file");
    assertMessage(Files.createFile(folder.resolve("empty.mp4")), "empty");
    assertMessage(Files.writeString(folder.resolve("text.mp4"), "hello"), "text");
    assertMessage(Files.write(folder.resolve("x.mp4"), new byte[100]), "not a video file");
  }

  private static void assertMessage(Path file, String word) {
    FoleyException failure =
        assertThrows(FoleyException.UnreadableMedia.class, () -> ContainerFormat.of(file));
    assertTrue(failure.getMessage().contains(word), failure.getMessage());
  }
}
