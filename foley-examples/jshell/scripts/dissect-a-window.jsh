// One window, stage by stage: motion, features, latents after each step, mel spectrogram, waveform.
var window = window(sample("footsteps-wood"), "footsteps on a wooden floor");
var out = System.getProperty("foley.out", ".");
System.out.println(window);

// What moves, before any network.
plot(flow(sample("footsteps-wood"))).png(out + "/window-motion.png");

// What the picture says: tokens over time. The sync tokens carry when, the visual tokens what.
var visual = window.features().visual();
var sync = window.features().sync();
plot("Visual features, channel over token", WindowStudy.rows(visual.values(), visual.width())).png(out + "/window-visual.png");
plot("Sync features, channel over token", WindowStudy.rows(sync.values(), sync.width())).png(out + "/window-sync.png");

// From noise to sound, one solver step after another.
var trace = window.sample(window.sampling(7));
var steps = Table.of("step", "noise_level", "latent_rms", "to_result", "peak");
for (int i = 0; i < trace.steps().size(); i++) {
  Latents latents = trace.steps().get(i);
  float[] heard = window.sound(latents);
  float peak = 0;
  for (float sample : heard) {
    peak = Math.max(peak, Math.abs(sample));
  }
  double rms = WindowStudy.distance(latents, new Latents(latents.count(), latents.channels(), new float[latents.values().length]));
  steps = steps.row(i + 1, trace.noiseLevels()[i], rms, WindowStudy.distance(latents, trace.result()), peak);
}
System.out.print(steps);

int last = trace.steps().size();
for (int i : new int[] {1, last / 2, last}) {
  Latents latents = trace.steps().get(i - 1);
  plot("Latents after step " + i + " of " + last + ", channel over frame",
      WindowStudy.rows(latents.values(), latents.channels())).png(out + "/window-latents-" + i + ".png");
  plot(spectrogram(window.sound(latents), model().spec().sampleRate())).png(out + "/window-mel-" + i + ".png");
}
plot(AudioBuffer.mono(model().spec().sampleRate(), window.sound(trace.result()))).png(out + "/window-wave.png");
