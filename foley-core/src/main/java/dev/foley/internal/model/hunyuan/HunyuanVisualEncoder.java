package dev.foley.internal.model.hunyuan;

import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import java.util.List;

/** What is seen (SigLIP2) and when something happens (Synchformer). */
final class HunyuanVisualEncoder implements VisualEncoder {
  private final VisualNetworks networks;
  private final VisualFeatures empty;
  private final int windowLatents;

  HunyuanVisualEncoder(VisualNetworks networks, VisualFeatures empty, int windowLatents) {
    this.networks = networks;
    this.empty = empty;
    this.windowLatents = windowLatents;
  }

  /** The frame as it is: both networks have their own resizing, bit for bit as they learned it. */
  @Override
  public List<FrameSpec> frameSpecs() {
    return List.of(FrameSpec.nativeSize(PixelFormat.RGB24));
  }

  @Override
  public VisualStream open() {
    return new HunyuanVisualStream(networks, empty, windowLatents);
  }

  @Override
  public VisualFeatures empty() {
    return empty;
  }
}
