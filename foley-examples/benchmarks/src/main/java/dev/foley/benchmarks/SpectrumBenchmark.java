package dev.foley.benchmarks;

import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelInverter;
import dev.foley.dsp.MelScale;
import dev.foley.dsp.PhaseReconstruction;
import dev.foley.dsp.PhaseReconstruction.Options;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one second of sound at 48 kHz costs in each stage around the vocoder, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpectrumBenchmark {
  private static final int FFT = 1536;

  private float[] samples;
  private float[][] re;
  private float[][] im;
  private float[][] magnitudes;
  private float[][] bands;
  private float[] spectrum;
  private Stft stft;
  private MelFilterBank bank;
  private MelInverter inverter;
  private PhaseReconstruction phases;

  /** The transform that docs/vocoder.md recommends, and a second of noise. */
  @Setup
  public void setUp() {
    stft = new Stft(Window.kaiser(8).periodic(FFT), 480, FFT, Stft.Alignment.HOP);
    bank =
        new MelFilterBank(
            MelScale.SLANEY,
            MelFilterBank.Norm.PEAK,
            new MelFilterBank.Grid(FFT, TestSound.RATE),
            128);
    inverter = new MelInverter(bank, 32);
    phases = new PhaseReconstruction(stft, Options.standard(1));
    Random random = new Random(1);
    samples = new float[TestSound.RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextFloat() - 0.5f;
    }
    int frames = stft.frames(samples.length);
    re = new float[frames][stft.bins()];
    im = new float[frames][stft.bins()];
    bands = new float[frames][128];
    spectrum = new float[stft.bins()];
    magnitudes = stft.magnitudes(samples);
    melBands();
    stft.analyze(samples, re, im);
  }

  @Benchmark
  public float[][] analysis() {
    stft.analyze(samples, re, im);
    return re;
  }

  @Benchmark
  public float[] synthesis() {
    stft.synthesize(re, im, samples);
    return samples;
  }

  @Benchmark
  public final float[][] melBands() {
    for (int t = 0; t < magnitudes.length; t++) {
      bank.apply(magnitudes[t], bands[t]);
    }
    return bands;
  }

  @Benchmark
  public float[] melInversion() {
    for (float[] frame : bands) {
      inverter.invert(frame, spectrum);
    }
    return spectrum;
  }

  @Benchmark
  public float[] phaseReconstruction() {
    return phases.reconstruct(magnitudes, new float[0], 0);
  }
}
