package dev.foley.media.ffmpeg;

import dev.foley.FoleyException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the commands on the PATH and runs the short ones. */
final class FfmpegCommand {
  private static final int MAX_OUTPUT = 1 << 20;
  private static final int PROBE_SECONDS = 60;
  private static final Pattern VERSION = Pattern.compile("^ffmpeg version n?(\\d+)\\.(\\d+)");

  private FfmpegCommand() {}

  static boolean isAvailable() {
    return find("ffmpeg").isPresent() && find("ffprobe").isPresent();
  }

  /** The full path of a command, so that nothing in the working directory can stand in for it. */
  static String path(String command) {
    return find(command)
        .orElseThrow(
            () ->
                new FoleyException.InvalidRequest(
                    "There is no '"
                        + command
                        + "' on the PATH: install ffmpeg, or use the decoder 'humble'."));
  }

  private static Optional<String> find(String command) {
    String search = System.getenv("PATH");
    if (search == null) {
      return Optional.empty();
    }
    boolean windows = File.separatorChar == '\\';
    for (String folder : search.split(Pattern.quote(File.pathSeparator))) {
      if (folder.isEmpty()) {
        continue;
      }
      Path candidate = Path.of(folder, windows ? command + ".exe" : command);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toString());
      }
    }
    return Optional.empty();
  }

  /** A file as an input that is neither an option nor another protocol, whatever its name. */
  static String input(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  /** The option that keeps frames one to one; it was renamed in version 5.1. */
  static List<String> oneToOne() {
    return List.of(Version.RENAMED ? "-fps_mode" : "-vsync", "passthrough");
  }

  /** What a finished command said. */
  record Output(int exitCode, String text, String errors) {}

  /**
   * Runs a command to its end.
   *
   * @throws FoleyException.UnreadableMedia if it cannot be started or does not end
   */
  static Output run(List<String> arguments, int seconds) {
    Process process = null;
    try {
      process = start(arguments);
      process.getOutputStream().close();
      LogReader errors = new LogReader(process.getErrorStream(), null);
      errors.start();
      String text;
      try (InputStream out = process.getInputStream()) {
        text = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
      }
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new FoleyException.UnreadableMedia(
            arguments.get(0) + " did not end within " + seconds + " s; it was stopped.");
      }
      errors.join(TimeUnit.SECONDS.toMillis(5));
      return new Output(process.exitValue(), text, errors.tail());
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("Cannot run " + arguments.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("Running " + arguments.get(0) + " was interrupted.");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  static Output probe(List<String> arguments) {
    List<String> all = new ArrayList<>();
    all.add(path("ffprobe"));
    all.addAll(arguments);
    return run(all, PROBE_SECONDS);
  }

  static Process start(List<String> arguments) throws IOException {
    return new ProcessBuilder(arguments).start();
  }

  /** Asked once. */
  private static final class Version {
    static final boolean RENAMED = isRenamed();

    private static boolean isRenamed() {
      Output output = run(List.of(path("ffmpeg"), "-version"), PROBE_SECONDS);
      Matcher matcher = VERSION.matcher(output.text());
      // Builds from the repository carry no number; they are new.
      if (!matcher.find()) {
        return true;
      }
      int major = Integer.parseInt(matcher.group(1));
      return major > 5 || (major == 5 && Integer.parseInt(matcher.group(2)) >= 1);
    }
  }
}
