package dev.foley.benchmarks;

import dev.foley.FoleyGenerator;
import dev.foley.live.FrameFormat;
import dev.foley.live.FrameFormat.Layout;
import dev.foley.live.LiveFoley;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a render thread and an audio thread pay for live sound. Run with {@code -prof gc}, whose
 * {@code gc.alloc.rate.norm} counts all threads: nobody reads while pictures are pushed, so that
 * the worker stops once its five seconds of sound are made, during the warm-up. From then on its
 * slots stay full, and a push is a drop; reads are of sound's end and of silence. {@code
 * LiveAllocationTest} watches pushes that are taken and reads of sound.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@State(Scope.Benchmark)
public class LiveBenchmark {
  private static final int BLOCK = 480;

  /** Size of the rendered picture, BGRA. */
  @Param({"640x360", "1920x1080"})
  public String size;

  private FoleyGenerator foley;
  private LiveFoley live;
  private ByteBuffer frame;
  private ByteBuffer pcm;
  private float[] block;
  private long time;

  @Setup
  public void open() {
    String[] sides = size.split("x");
    FrameFormat format =
        FrameFormat.of(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Layout.BGRA);
    foley = FoleyGenerator.create();
    live = foley.live(format, "knocking on wood").open();
    frame = ByteBuffer.allocateDirect(format.bytes());
    pcm = ByteBuffer.allocateDirect(2 * BLOCK);
    block = new float[BLOCK];
  }

  @TearDown
  public void close() {
    foley.close();
  }

  /** A picture that is taken and shrunk, or dropped if the worker is behind. */
  @Benchmark
  public boolean push() {
    time += 40_000_000L;
    return live.push(frame, time);
  }

  @Benchmark
  public float readFloats() {
    live.read(block);
    return block[0];
  }

  @Benchmark
  public short readPcm16() {
    pcm.clear();
    live.read(pcm);
    return pcm.getShort(0);
  }
}
