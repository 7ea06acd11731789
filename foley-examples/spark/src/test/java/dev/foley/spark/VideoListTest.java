package dev.foley.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoListTest {
  @TempDir Path folder;
  private final VideoList list = new VideoList(new Configuration(false));

  private String file(String name, int bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    return file.toString();
  }

  private List<String> names() {
    return list.videos().stream().map(Video::name).toList();
  }

  @Test
  void aFolderGivesItsVideosLargestFirst() throws IOException {
    file("small.mp4", 1);
    file("day 1/large.MOV", 3);
    file("day 1/a:b.c.webm", 2);
    file("notes.txt", 9);
    file("noextension", 9);
    file("small.foley.mp4", 9);
    file(".hidden/x.mp4", 9);
    file("_foley/parts/x.mp4", 9);
    list.add(folder.toString(), "rain");
    assertEquals(List.of("day 1/large", "day 1/a:b.c", "small"), names());
    Video first = list.videos().get(0);
    assertEquals("file:" + folder + "/day 1/large.MOV", first.path());
    assertEquals("rain", first.prompt());
    assertEquals(3, first.bytes());
  }

  @Test
  void aPatternNamesItsMatchesFromWhereItBegins() throws IOException {
    file("day1/cam/a.mp4", 1);
    file("day2/cam/a.mp4", 2);
    file("night/cam/a.mp4", 3);
    list.add(folder + "/day*/cam", "");
    assertEquals(List.of("day2/cam/a", "day1/cam/a"), names());
  }

  @Test
  void aFileIsTakenWhateverItsNameLooksLike() throws IOException {
    list.add(file("[take] 1*.dat", 1), "");
    assertEquals(List.of("[take] 1*"), names());
  }

  @Test
  void aListHasPromptsOfItsOwn() throws IOException {
    file("in/a.mp4", 2);
    String elsewhere = file("elsewhere/b.mp4", 1);
    Path lines = folder.resolve("in/list.txt");
    Files.writeString(
        lines, "# comment\n\na.mp4\tsteps on snow\n" + elsewhere + "\ngone.mp4\nx:y.mp4\n");
    list.addList(lines.toString(), "wind");
    assertEquals(List.of("a", "b", "gone", "x:y"), names());
    assertEquals(
        List.of("steps on snow", "wind", "wind", "wind"),
        list.videos().stream().map(Video::prompt).toList());
  }

  @Test
  void twoVideosOfOneNameAreRefused() throws IOException {
    file("a.mp4", 1);
    file("a.avi", 1);
    list.add(folder.toString(), "");
    String message = assertThrows(FoleyException.InvalidRequest.class, list::videos).getMessage();
    assertTrue(message.contains("a.mp4") && message.contains("a.avi"), message);
  }

  @Test
  void nothingIsRefused() throws IOException {
    assertThrows(FoleyException.InvalidRequest.class, () -> list.add(folder + "/none-*.mp4", ""));
    assertThrows(FoleyException.InvalidRequest.class, () -> list.addList("/no/such/list", ""));
    file("notes.txt", 9);
    list.add(folder.toString(), "");
    assertThrows(FoleyException.InvalidRequest.class, list::videos);
  }
}
