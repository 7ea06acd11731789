package dev.foley.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM on this one's class path, made to start fast, whose output is read line by line. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private ChildJvm(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  public static ChildJvm start(Class<?> main, String... args) throws IOException {
    return new ChildJvm(new ProcessBuilder(command(main, args)).redirectErrorStream(true).start());
  }

  /** With files limited to so many kibibytes, as on a disk with no more room. */
  public static ChildJvm startOnASmallDisk(int kibibytes, Class<?> main, String... args)
      throws IOException {
    List<String> limited = new ArrayList<>();
    limited.addAll(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
    limited.addAll(command(main, args));
    return new ChildJvm(new ProcessBuilder(limited).redirectErrorStream(true).start());
  }

  private static List<String> command(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** The next line, or {@code null} once the process has ended. */
  public String line() throws IOException {
    return lines.readLine();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL: no shutdown hook runs, nothing is flushed. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    lines.close();
  }
}
