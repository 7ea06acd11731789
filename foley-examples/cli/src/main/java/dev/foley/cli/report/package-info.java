/**
 * The HTML report: {@link dev.foley.cli.report.SoundPicture} and {@link
 * dev.foley.cli.report.KeyFrames} watch while the sound is made, {@link
 * dev.foley.cli.report.ReportPage} puts one page together that needs nothing beside itself.
 */
package dev.foley.cli.report;
