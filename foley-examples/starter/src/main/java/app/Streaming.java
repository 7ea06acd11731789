package app;

import dev.foley.FoleyChunk;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyStream;
import java.nio.file.Path;

/** Sound while it is made, in the same memory however long the video is. */
public class Streaming {
  public static void main(String[] args) {
    try (FoleyGenerator foley = FoleyGenerator.create();
        FoleyStream stream = foley.video(Path.of(args[0])).prompt("footsteps").stream()) {
      while (stream.hasNext()) {
        FoleyChunk chunk = stream.next();
        float[] samples = chunk.audio().channel(0); // 48,000 a second, from -1 to 1
        System.out.println("from sample " + chunk.start() + ": " + samples.length);
      }
      System.out.println("real-time factor " + stream.report().realTimeFactor());
    }
  }
}
