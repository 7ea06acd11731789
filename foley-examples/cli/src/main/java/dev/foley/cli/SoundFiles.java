package dev.foley.cli;

import dev.foley.FoleyChunk;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.AudioSink;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The WAV files of one variant: the mix and its stems. They appear together or not at all. */
final class SoundFiles implements AutoCloseable {
  private static final String MIX = "";

  private final Map<String, AudioSink> sinks = new LinkedHashMap<>();
  private boolean complete;

  SoundFiles(Targets targets, AudioFormat format, SampleFormat samples, long ditherSeed) {
    try {
      if (targets.sound() != null) {
        sinks.put(MIX, WavWriter.open(targets.sound(), format, samples, ditherSeed));
      }
      targets
          .stems()
          .forEach(
              (name, file) -> sinks.put(name, WavWriter.open(file, format, samples, ditherSeed)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void write(FoleyChunk chunk) {
    sinks.forEach(
        (name, sink) -> sink.write(name.equals(MIX) ? chunk.audio() : chunk.stems().get(name)));
  }

  /** Gives the files their names. */
  void complete() {
    complete = true;
    sinks.values().forEach(AudioSink::close);
  }

  @Override
  public void close() {
    if (!complete) {
      sinks.values().forEach(AudioSink::abort);
    }
  }
}
