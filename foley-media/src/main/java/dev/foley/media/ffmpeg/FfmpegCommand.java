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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the commands on the PATH and runs the short ones. */
final class FfmpegCommand {
  private static final int MAX_OUTPUT = 1 << 20;
  private static final int PROBE_SECONDS = 60;

  /** What is left in the pipes of a child that has ended takes no longer to read. */
  private static final int PIPE_SECONDS = 5;

  private static final Pattern VERSION = Pattern.compile("^ffmpeg version n?(\\d+)\\.(\\d+)");

  /**
   * Whether version 5.1 or later is on the PATH; {@code null} until somebody has asked. No class
   * initialiser: the question may be interrupted, and must be answered the next time.
   */
  private static volatile Boolean renamed;

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
    Boolean known = renamed;
    if (known == null) {
      known = isRenamed();
      renamed = known;
    }
    return List.of(known ? "-fps_mode" : "-vsync", "passthrough");
  }

  /** What a finished command said. */
  record Output(int exitCode, String text, String errors) {}

  /**
   * Runs a command to its end, or to the end of the time it is given, or until this thread is
   * interrupted: in the last two cases the command is killed.
   *
   * @throws FoleyException.UnreadableMedia if it cannot be started or does not end
   * @throws FoleyException.Cancelled if this thread is interrupted
   */
  static Output run(List<String> arguments, int seconds) {
    Process process = null;
    try {
      process = start(arguments);
      process.getOutputStream().close();
      // Reading a pipe knows neither time limits nor interrupts; waiting for the child knows both.
      LogReader errors = new LogReader(process.getErrorStream(), null);
      errors.start();
      FutureTask<String> text = reading(process.getInputStream());
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new FoleyException.UnreadableMedia(
            arguments.get(0)
                + " did not end within "
                + seconds
                + " s and was stopped: the file may be damaged, or its disk or network may not"
                + " answer; copy the file to a local disk and try again.");
      }
      errors.join(TimeUnit.SECONDS.toMillis(PIPE_SECONDS));
      return new Output(
          process.exitValue(), text.get(PIPE_SECONDS, TimeUnit.SECONDS), errors.tail());
    } catch (ExecutionException | TimeoutException e) {
      throw new FoleyException.UnreadableMedia(
          "Cannot read what " + arguments.get(0) + " says; try again.", e);
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

  /** Starts to read a child's stdout on a daemon thread. */
  private static FutureTask<String> reading(InputStream out) {
    FutureTask<String> text =
        new FutureTask<>(
            () -> {
              try (out) {
                return new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
              }
            });
    Thread reader = new Thread(text, "foley-ffmpeg-output");
    reader.setDaemon(true);
    reader.start();
    return text;
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
