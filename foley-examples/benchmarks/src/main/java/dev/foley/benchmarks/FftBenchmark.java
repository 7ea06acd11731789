package dev.foley.benchmarks;

import dev.foley.dsp.RealFft;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jtransforms.fft.FloatFFT_1D;
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
import org.openjdk.jmh.annotations.Warmup;

/** {@link RealFft} against JTransforms, forward and inverse, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FftBenchmark {
  /** Samples in a transform. */
  @Param({"512", "1024", "2048", "4096", "960", "1536", "1920"})
  public int size;

  private float[] time;
  private float[] back;
  private float[] re;
  private float[] im;
  private float[] packed;
  private RealFft foley;
  private FloatFFT_1D peer;

  /** Both plans and the same noise for both. */
  @Setup
  public void setUp() {
    foley = new RealFft(size);
    peer = new FloatFFT_1D(size);
    time = new float[size];
    back = new float[size];
    packed = new float[size];
    re = new float[foley.bins()];
    im = new float[foley.bins()];
    Random random = new Random(1);
    for (int i = 0; i < size; i++) {
      time[i] = random.nextFloat() - 0.5f;
    }
  }

  @Benchmark
  public float[] foleyForward() {
    foley.forward(time, re, im);
    return re;
  }

  /** In place, so the input has to be brought back: an array copy is part of the price. */
  @Benchmark
  public float[] jtransformsForward() {
    System.arraycopy(time, 0, packed, 0, size);
    peer.realForward(packed);
    return packed;
  }

  @Benchmark
  public float[] foleyRoundTrip() {
    foley.forward(time, re, im);
    foley.inverse(re, im, back);
    return back;
  }

  @Benchmark
  public float[] jtransformsRoundTrip() {
    System.arraycopy(time, 0, packed, 0, size);
    peer.realForward(packed);
    peer.realInverse(packed, true);
    return packed;
  }
}
