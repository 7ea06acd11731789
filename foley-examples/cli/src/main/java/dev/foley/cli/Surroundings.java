package dev.foley.cli;

import java.io.PrintWriter;

/**
 * Where the command runs.
 *
 * @param terminal whether somebody watches: then progress is one line that changes
 */
record Surroundings(
    PrintWriter out, PrintWriter err, boolean terminal, Interruption interruption) {}
