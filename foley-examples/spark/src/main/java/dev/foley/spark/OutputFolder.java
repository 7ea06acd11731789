package dev.foley.spark;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a batch's outputs:
 *
 * <pre>
 * NAME.foley.wav             the sound of a video
 * NAME.foley.mp4             the video with its sound, if asked for
 * metrics.parquet            one row for each video of the latest run
 * _foley/results/NAME.json   the record of a video; written last, it marks the others as complete
 * _foley/parts/RUN/          what is being written; deleted at the end of the run
 * </pre>
 */
final class OutputFolder {
  private final String root;
  private final Storage storage;

  /**
   * A run's view of the folder.
   *
   * @param root qualified with its file system
   */
  OutputFolder(String root, String run, Configuration configuration) {
    this.root = root;
    this.storage = new Storage(configuration, at("_foley/parts/" + run));
  }

  Storage storage() {
    return storage;
  }

  /** Not {@code new Path(root, name)}: that would take a colon in a name for a scheme. */
  private Path at(String name) {
    return new Path(root + "/" + name);
  }

  private Path record(String name) {
    return at("_foley/results/" + name + ".json");
  }

  Path table() {
    return at("metrics.parquet");
  }

  static String sound(Video video) {
    return video.name() + ".foley.wav";
  }

  static String muxed(Video video, String container) {
    return video.name() + ".foley." + container;
  }

  /** What an earlier attempt or an earlier run recorded. A damaged record counts as none. */
  Optional<Result> recorded(Video video) throws IOException {
    String text = storage.read(record(video.name()));
    try {
      return text == null ? Optional.empty() : Optional.of(Result.parse(text));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /** Whether the outputs of a result are all there, with their lengths. */
  boolean holds(Result result) throws IOException {
    for (Map.Entry<String, Long> file : result.files().entrySet()) {
      if (storage.length(at(file.getKey())) != file.getValue()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts the outputs of a video in place. Its old record goes first: it must not vouch for new
   * files.
   */
  void publish(Video video, Map<String, java.nio.file.Path> files) throws IOException {
    storage.delete(record(video.name()));
    for (Map.Entry<String, java.nio.file.Path> file : files.entrySet()) {
      storage.publish(file.getValue(), at(file.getKey()));
    }
  }

  /** Records a result; from then on the outputs count as finished. */
  void record(Video video, Result result) throws IOException {
    storage.write(result.toJson() + "\n", record(video.name()));
  }
}
