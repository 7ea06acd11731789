/**
 * The front door: {@link dev.foley.FoleyGenerator} takes a video, {@link dev.foley.FoleyRequest}
 * says what should be heard, {@link dev.foley.FoleyAudio} or {@link dev.foley.FoleyStream} is the
 * sound, and {@link dev.foley.FoleyReport} tells how it came about.
 */
package dev.foley;
