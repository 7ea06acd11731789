package dev.foley.cli;

import dev.foley.FoleyGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code foley} command says of its own options; in this package to reach it. */
public final class Options {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");

  private Options() {}

  /** The options that a command's help names; empty if there is no such command. */
  public static Set<String> of(String... command) {
    String[] args = java.util.Arrays.copyOf(command, command.length + 1);
    args[command.length] = "--help";
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(new StringWriter());
    Surroundings around =
        new Surroundings(new PrintWriter(out, true), err, false, new Interruption());
    Set<String> options = new TreeSet<>();
    int code = FoleyCommand.run(args, around, FoleyGenerator::builder);
    // An unknown word before --help gets the help of the command above it.
    String usage = "Usage: foley " + String.join(" ", command) + " ";
    if (code == 0 && out.toString().startsWith(usage)) {
      Matcher matcher = OPTION.matcher(out.toString());
      while (matcher.find()) {
        options.add(matcher.group());
      }
    }
    return options;
  }
}
