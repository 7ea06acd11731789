package dev.foley;

import java.util.ArrayList;
import java.util.List;

/** Mixes the layers of one variant and delivers the mix and, if wanted, the stems. One thread. */
final class VariantMix {
  private final double[] gains;
  private final boolean stems;
  private final SignalChain mix;
  private final List<SignalChain> stemChains = new ArrayList<>();

  VariantMix(int modelRate, int rate, List<Double> gains, boolean stems, boolean limited) {
    this.gains = gains.stream().mapToDouble(Double::doubleValue).toArray();
    this.stems = stems;
    this.mix = new SignalChain(modelRate, rate, limited);
    for (int i = 0; stems && i < this.gains.length; i++) {
      stemChains.add(new SignalChain(modelRate, rate, false));
    }
  }

  /** Adds the sound of this variant's layers, which start at {@code first} among the voices. */
  void push(float[][] voices, int first) {
    float[] sum = new float[voices[first].length];
    for (int l = 0; l < gains.length; l++) {
      float[] voice = voices[first + l];
      float gain = (float) gains[l];
      float[] scaled = stems ? new float[voice.length] : null;
      for (int i = 0; i < sum.length; i++) {
        float value = gain * voice[i];
        sum[i] += value;
        if (stems) {
          scaled[i] = value;
        }
      }
      if (stems) {
        stemChains.get(l).push(scaled);
      }
    }
    mix.push(sum);
  }

  void finish(long total) {
    mix.finish(total);
    stemChains.forEach(chain -> chain.finish(total));
  }

  int ready() {
    int ready = mix.ready();
    for (SignalChain chain : stemChains) {
      ready = Math.min(ready, chain.ready());
    }
    return ready;
  }

  /** The mix, then the stems. */
  List<float[]> take(int count) {
    List<float[]> taken = new ArrayList<>();
    taken.add(mix.take(count));
    stemChains.forEach(chain -> taken.add(chain.take(count)));
    return taken;
  }
}
