package dev.foley.internal.pipeline;

import dev.foley.video.FrameSpec;
import dev.foley.video.VideoFrame;
import java.util.function.Consumer;

/** Somebody else who looks at the frames of the one decoding pass, on the features thread. */
public record FrameTap(FrameSpec spec, Consumer<VideoFrame> observer) {}
