package dev.foley.spark;

import dev.foley.FoleyException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the videos of a batch. */
final class VideoList {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf",
          "ogv", "ts", "webm", "wmv");

  private static final Comparator<Video> LONGEST_FIRST =
      Comparator.comparingLong(Video::bytes).reversed().thenComparing(Video::path);

  private final Configuration configuration;
  private final List<Video> videos = new ArrayList<>();

  VideoList(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Adds a file, all videos in a folder and the folders in it, or what a glob pattern matches.
   *
   * @throws FoleyException.InvalidRequest if there is nothing of that name
   */
  void add(String source, String prompt) throws IOException {
    Path path = new Path(source);
    FileSystem system = Storage.of(path, configuration);
    Path qualified = path.makeQualified(system.getUri(), system.getWorkingDirectory());
    FileStatus literal = statusOrNull(system, qualified);
    FileStatus[] found =
        literal != null ? new FileStatus[] {literal} : system.globStatus(qualified);
    if (found == null || found.length == 0) {
      throw new FoleyException.InvalidRequest(
          "there is no " + source + "; give a video, a folder, or a pattern such as 'clips/*.mp4'");
    }
    Path base = literal == null ? fixedPart(qualified) : folderOf(literal);
    for (FileStatus status : found) {
      if (status.isDirectory()) {
        addFolder(system, status.getPath(), base, prompt);
      } else {
        addFile(status, base, prompt);
      }
    }
  }

  /**
   * Adds the videos of a list: one a line, relative to the list's own folder, with a prompt of its
   * own after a tab if it needs one. Empty lines and those that start with {@code #} say nothing.
   */
  void addList(String list, String prompt) throws IOException {
    Path path = new Path(list);
    FileSystem system = Storage.of(path, configuration);
    Path qualified = path.makeQualified(system.getUri(), system.getWorkingDirectory());
    try (var lines =
        new BufferedReader(new InputStreamReader(system.open(qualified), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] columns = line.split("\t", 2);
          addListed(
              qualified.getParent(),
              columns[0].strip(),
              columns.length < 2 ? prompt : columns[1].strip());
        }
      }
    } catch (FileNotFoundException e) {
      throw new FoleyException.InvalidRequest("there is no list " + list, e);
    }
  }

  private void addListed(Path folder, String name, String prompt) throws IOException {
    // A colon in a relative name is not the end of a scheme.
    boolean relative = !name.startsWith("/") && !name.matches("[A-Za-z][\\w+.-]*:/.*");
    Path path = relative ? new Path(folder + "/" + name) : new Path(folder, new Path(name));
    FileStatus status = statusOrNull(Storage.of(path, configuration), path);
    if (status == null || status.isDirectory()) {
      // The list may be long and a file may have gone since it was made: a row, not a failed job.
      videos.add(new Video(path.toString(), nameOf(path, folder), prompt, -1, -1));
    } else {
      addFile(status, folder, prompt);
    }
  }

  private void addFolder(FileSystem system, Path folder, Path base, String prompt)
      throws IOException {
    RemoteIterator<org.apache.hadoop.fs.LocatedFileStatus> files = system.listFiles(folder, true);
    while (files.hasNext()) {
      FileStatus status = files.next();
      if (isVideo(relative(status.getPath(), base))) {
        addFile(status, base, prompt);
      }
    }
  }

  private void addFile(FileStatus status, Path base, String prompt) {
    videos.add(
        new Video(
            status.getPath().toString(),
            nameOf(status.getPath(), base),
            prompt,
            status.getLen(),
            status.getModificationTime()));
  }

  /**
   * All that was added, the largest first, so that no long video starts when the others are done.
   *
   * @throws FoleyException.InvalidRequest if there are none, or two would write the same output
   */
  List<Video> videos() {
    if (videos.isEmpty()) {
      throw new FoleyException.InvalidRequest(
          "there are no videos; files count by their extension: "
              + EXTENSIONS.stream().sorted().toList());
    }
    Map<String, Video> names = new HashMap<>();
    for (Video video : videos) {
      Video other = names.put(video.name(), video);
      if (other != null) {
        throw new FoleyException.InvalidRequest(
            other.path()
                + " and "
                + video.path()
                + " would both be "
                + OutputFolder.sound(video)
                + "; give the folder that holds both, rename one, or use another --out for it");
      }
    }
    return videos.stream().sorted(LONGEST_FIRST).toList();
  }

  /** Not hidden, not an output of an earlier batch, and with the extension of a video. */
  private static boolean isVideo(String relative) {
    for (String part : relative.split("/")) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return false;
      }
    }
    int dot = relative.lastIndexOf('.');
    return EXTENSIONS.contains(relative.substring(dot + 1).toLowerCase(Locale.ROOT))
        && !relative.substring(0, Math.max(0, dot)).endsWith(".foley");
  }

  private static String nameOf(Path file, Path base) {
    String relative = relative(file, base);
    int dot = relative.lastIndexOf('.');
    return dot > relative.lastIndexOf('/') + 1 ? relative.substring(0, dot) : relative;
  }

  /** The path below a base, or the bare file name if it is not below it. */
  private static String relative(Path file, Path base) {
    String path = file.toUri().getPath();
    String prefix = base.toUri().getPath();
    prefix = prefix.endsWith("/") ? prefix : prefix + "/";
    return path.startsWith(prefix) ? path.substring(prefix.length()) : file.getName();
  }

  private static Path folderOf(FileStatus status) {
    return status.isDirectory() ? status.getPath() : status.getPath().getParent();
  }

  /** The folder above the first part of a pattern that is one. */
  private static Path fixedPart(Path pattern) {
    Path fixed = pattern.getParent();
    for (Path path = fixed; path != null && path.getParent() != null; path = path.getParent()) {
      if (path.getName().matches(".*[*?\\[{].*")) {
        fixed = path.getParent();
      }
    }
    return fixed;
  }

  private static FileStatus statusOrNull(FileSystem system, Path path) throws IOException {
    try {
      return system.getFileStatus(path);
    } catch (FileNotFoundException none) {
      return null;
    }
  }
}
