/**
 * What both decoders share and neither library does for us: {@link
 * dev.foley.media.internal.ContainerFormat} recognises a file by its bytes, {@link
 * dev.foley.media.internal.Mp4Movie} reads the few MP4 boxes that decide what is displayed when,
 * and {@link dev.foley.media.internal.FrameClock} turns time stamps into exact display times. Not
 * part of the public API.
 */
package dev.foley.media.internal;
