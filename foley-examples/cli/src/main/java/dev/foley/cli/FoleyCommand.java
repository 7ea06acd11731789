package dev.foley.cli;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.pool.FoleyPool;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code foley} command. */
@Command(
    name = "foley",
    description = "Synchronised sound effects for video, from a sentence.",
    mixinStandardHelpOptions = true,
    version = "foley 0.1.0",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok",
      "2:wrong options, an impossible request, or an output that cannot be written",
      "3:the video is missing, damaged, no video, or of an unknown codec",
      "4:the model is missing, damaged, or failed at work",
      "5:interrupted"
    })
public final class FoleyCommand implements Runnable {
  @Spec private CommandSpec spec;

  private FoleyCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // An application may decide for its process what a library may not: no calls home.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("java.awt.headless", "true");
    Interruption interruption = Interruption.atShutdown();
    PrintWriter out = new PrintWriter(System.out, true, charset("stdout.encoding"));
    PrintWriter err = new PrintWriter(System.err, true, charset("stderr.encoding"));
    boolean terminal = isTerminal();
    int code =
        run(args, new Surroundings(out, err, terminal, interruption), FoleyGenerator::builder);
    interruption.finish(code);
    System.exit(code);
  }

  /** From JDK 22 on there is a console without a terminal, and a method that tells. */
  private static boolean isTerminal() {
    Console console = System.console();
    try {
      return console != null && (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return console != null;
    }
  }

  private static Charset charset(String property) {
    String name = System.getProperty(property, System.getProperty("native.encoding", ""));
    return Charset.isSupported(name.isEmpty() ? "?" : name)
        ? Charset.forName(name)
        : StandardCharsets.UTF_8;
  }

  /** Runs the command inside this process. */
  static int run(String[] args, Surroundings around, Supplier<FoleyGenerator.Builder> generators) {
    CommandLine commands = new CommandLine(new FoleyCommand());
    commands.addSubcommand(new GenerateCommand(around, generators));
    commands.addSubcommand(new BatchCommand(around, FoleyPool::builder));
    commands.addSubcommand(new ProbeCommand(around));
    commands.addSubcommand(new ModelCommand(around));
    commands.addSubcommand(new SoakCommand(around, generators));
    commands.setOut(around.out());
    commands.setErr(around.err());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, around));
    try {
      return commands.execute(args);
    } catch (Error failure) {
      // Only exceptions reach the handler. Left alone, an error would end the main thread, and the
      // shutdown hook would take that for an interruption.
      return tell(failure, around);
    }
  }

  /** Says why the command failed, and gives the exit code. */
  private static int tell(Throwable failure, Surroundings around) {
    if (failure instanceof ParameterException wrong) {
      around.err().println("foley: " + wrong.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof FoleyException typed) {
      around.err().println("foley: " + typed.getMessage());
      return ExitCode.of(typed);
    }
    if (failure instanceof OutOfMemoryError) {
      around
          .err()
          .println(
              "foley: memory ran out ("
                  + failure
                  + "); give Java more (java -Xmx4g -jar foley.jar ...), or ask for less at a time:"
                  + " a shorter stretch, fewer --variants, no --loudness");
      return ExitCode.MODEL;
    }
    around.err().println("foley: unexpected failure: " + failure);
    failure.printStackTrace(around.err());
    return ExitCode.MODEL;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: generate, batch, probe, model or soak (see --help)");
  }
}
