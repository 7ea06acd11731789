package dev.foley;

import dev.foley.audio.AudioSink;
import dev.foley.audio.LoudnessSink;

/** Runs a request into a sink. */
final class SinkWriter {
  private SinkWriter() {}

  /** Writes, then closes the sink; aborts it if anything fails. */
  static FoleyReport write(FoleyRequest request, Settings settings, AudioSink sink) {
    AudioSink target = sink;
    FoleyReport report;
    try {
      if (settings.variants > 1) {
        throw new FoleyException.InvalidRequest(
            "a sink takes one variant, not " + settings.variants + "; use generate()");
      }
      boolean levelled = settings.loudness != null;
      if (levelled) {
        // Peaks are held down behind the gain, not before it.
        target = new LoudnessSink(sink, settings.loudness, SignalChain.CEILING_DB);
      }
      try (FoleyStream stream = new FoleyStream(request.start(!levelled), settings)) {
        while (stream.hasNext()) {
          target.write(stream.next().audio());
        }
        report = stream.report();
      }
    } catch (Throwable failure) {
      target.abort();
      sink.abort();
      throw failure;
    }
    target.close();
    return report;
  }
}
