/**
 * The {@code foley} command: {@link dev.foley.cli.FoleyCommand} parses, {@link
 * dev.foley.cli.Generation} works, {@link dev.foley.cli.report.ReportPage} shows.
 */
package dev.foley.cli;
