/**
 * Pictures and their exact times. {@link dev.foley.video.VideoDecoders} opens a file with whichever
 * {@link dev.foley.video.VideoDecoder} can read it and gives a {@link dev.foley.video.FrameSource},
 * which is pulled frame by frame; {@link dev.foley.video.FrameSequence} gives the same for frames
 * the caller holds. A frame carries its {@link dev.foley.video.MediaTime} and one {@link
 * dev.foley.video.Picture} for each {@link dev.foley.video.FrameSpec} asked for. {@link
 * dev.foley.video.VideoMuxers} puts finished sound under the untouched pictures.
 */
package dev.foley.video;
