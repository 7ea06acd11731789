package dev.foley.cli;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one command.
 *
 * @param out where the user wants the sound, or {@code null}
 * @param sound where the sound is written: {@code out}, or a temporary file
 * @param stems of the layers, by name; empty if the sound itself is not wanted
 * @param others names of the second and later variants
 */
record Targets(
    Path out,
    Path sound,
    Map<String, Path> stems,
    List<Path> others,
    Path mux,
    Path report,
    Path json) {

  static Targets of(GenerateCommand options, List<String> layers) {
    Path out = options.out;
    if (out == null && options.mux == null && options.report == null && options.json == null) {
      out = defaultOut(options);
    }
    Map<String, Path> stems = new LinkedHashMap<>();
    List<Path> others = new ArrayList<>();
    if (out != null) {
      for (String layer : layers) {
        stems.put(layer, named(out, "." + layer));
      }
      for (int v = 1; v < options.variants; v++) {
        others.add(named(out, "-" + (v + 1)));
      }
    }
    Path sound = out != null ? out : temporary();
    return new Targets(out, sound, stems, others, options.mux, options.report, options.json);
  }

  private static Path defaultOut(GenerateCommand options) {
    if (options.source.video == null) {
      return Path.of("foley.wav");
    }
    Path video = options.source.video.toAbsolutePath();
    String name = video.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return video.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".foley.wav");
  }

  /** {@code clip.wav} and {@code -2} give {@code clip-2.wav}. */
  private static Path named(Path out, String suffix) {
    String name = String.valueOf(out.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot) : "";
    return out.toAbsolutePath().resolveSibling(stem + suffix + extension);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("foley-", ".wav");
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput(
          "no temporary file can be made in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  /** The files of a variant; those after the first have only their sound and stems. */
  Targets variant(int index) {
    if (index == 0) {
      return this;
    }
    if (others.isEmpty()) {
      return new Targets(null, null, Map.of(), List.of(), null, null, null);
    }
    Path mine = others.get(index - 1);
    Map<String, Path> mineStems = new LinkedHashMap<>();
    stems.keySet().forEach(layer -> mineStems.put(layer, named(mine, "." + layer)));
    return new Targets(mine, mine, mineStems, List.of(), null, null, null);
  }

  /** See {@link OutputFile#check}. */
  void check(Path input, boolean overwrite) {
    OutputFile.check(written(), input, overwrite);
  }

  /** All files the user will find. */
  List<Path> written() {
    List<Path> files = new ArrayList<>();
    for (int v = 0; v <= others.size(); v++) {
      Targets mine = variant(v);
      if (mine.out != null) {
        files.add(mine.out);
      }
      files.addAll(mine.stems.values());
    }
    for (Path file : new Path[] {mux, report, json}) {
      if (file != null) {
        files.add(file);
      }
    }
    return files;
  }

  void discardTemporary() {
    if (out == null) {
      OutputFile.discard(sound);
    }
  }
}
