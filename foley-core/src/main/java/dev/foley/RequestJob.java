package dev.foley;

import dev.foley.internal.job.Digests;
import dev.foley.internal.job.JobJournal;
import dev.foley.internal.job.ModelProbe;
import dev.foley.internal.pipeline.WindowJournal;
import dev.foley.internal.pipeline.WindowPlan;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.ModelSpec;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoDecoder;
import dev.foley.video.VideoDecoders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a job is: the request as far as it decides the latents. */
final class RequestJob {
  /** Changes when the same facts no longer mean the same latents. */
  private static final String FORMAT = "1";

  private RequestJob() {}

  /**
   * The journal the settings ask for; none by default.
   *
   * @throws FoleyException.InvalidRequest if the folder holds another job or one under way, or if
   *     the frames do not come from a file
   */
  static WindowJournal open(
      FoleyModel model,
      Function<List<FrameSpec>, FrameSource> opener,
      MediaTime silent,
      Settings settings) {
    if (settings.job == null) {
      return WindowJournal.NONE;
    }
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("format", FORMAT);
    if (silent != null) {
      identity.put("length", silent.toString());
    } else if (opener instanceof VideoFile video) {
      put(identity, video);
    } else {
      throw new FoleyException.InvalidRequest(
          "a job needs a video file, to be sure that it goes on with the same pictures; frames from"
              + " elsewhere cannot be recognised");
    }
    put(identity, settings, model.spec());
    identity.put("model", model.spec().toString());
    identity.put("what the model computes on this machine", ModelProbe.fingerprint(model));
    return JobJournal.open(settings.job, identity);
  }

  private static void put(Map<String, String> identity, VideoFile video) {
    try {
      identity.put("size of the video", Long.toString(Files.size(video.file())));
      identity.put("content of the video (SHA-256)", Digests.sha256(video.file()));
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("cannot read " + video.file() + ": " + e, e);
    }
    identity.put("decoder", decoder(video.decoder()));
  }

  private static String decoder(String name) {
    if (!name.equals(VideoDecoders.AUTO)) {
      return name;
    }
    return VideoDecoders.all().stream()
        .filter(VideoDecoder::isAvailable)
        .findFirst()
        .map(VideoDecoder::name)
        .orElse(name);
  }

  /** Only what the latents depend on: loudness, format and alignment may change at a resume. */
  static void put(Map<String, String> identity, Settings settings, ModelSpec spec) {
    WindowPlan plan = settings.plan(spec);
    identity.put("windows", plan.toString());
    identity.put("start", settings.start.toString());
    identity.put("end", String.valueOf(settings.end));
    identity.put("loop", Boolean.toString(settings.loop));
    identity.put("prompt", settings.prompt);
    identity.put("prompt track", settings.track == null ? "none" : settings.track.toString());
    List<String> layers = new ArrayList<>();
    settings.layers.forEach((name, layer) -> layers.add(name + "=" + layer.prompt()));
    identity.put("layers", layers.toString());
    identity.put("negative prompt", String.valueOf(settings.negativePrompt));
    identity.put("seed", Long.toString(settings.seed));
    identity.put("variants", Integer.toString(settings.variants));
    identity.put("steps", String.valueOf(settings.steps));
    identity.put("solver", String.valueOf(settings.solver));
    identity.put("guidance", String.valueOf(settings.guidance));
    identity.put("scenes at cuts", Boolean.toString(settings.scenesAtCuts));
  }
}
