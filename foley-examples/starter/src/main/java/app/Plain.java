package app;

import dev.foley.FoleyAudio;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import java.nio.file.Path;

/** Video and a sentence in, a WAV file out. */
public class Plain {
  public static void main(String[] args) {
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      FoleyAudio audio =
          foley.video(Path.of(args[0])).prompt("footsteps on wood").seed(7).generate();
      audio.writeWav(Path.of(args[1]));
      System.out.println("onsets: " + audio.report().onsets());
    } catch (FoleyException.UnusableMedia e) {
      System.err.println("not a video: " + e.getMessage());
    }
  }
}
