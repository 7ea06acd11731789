// First sound: a clip and a sentence in, a sound and three pictures out.
var clip = sample("footsteps-wood");
var out = System.getProperty("foley.out", ".");

// The same seed gives the same samples.
var sound = video(clip).prompt("footsteps on a wooden floor").seed(7).generate();
float[][] samples = sound.samples();          // [channel][sample], 48,000 a second
var report = sound.report();
System.out.printf("%s: %d samples, peak %.3f, %.2f s for %.2f s of sound%n", clip,
    samples[0].length, sound.buffer().peak(), report.elapsed().toMillis() / 1e3,
    report.durationSeconds());

// What was seen and what is heard, in seconds.
System.out.println("events " + report.events().stream().map(e -> "%.3f".formatted(e.time())).toList());
System.out.println("onsets " + report.onsets().stream().map(o -> "%.3f".formatted(o.time())).toList());
System.out.printf("offsets: median %.1f ms, at most %.1f ms%n",
    1e3 * report.alignment().after().median(), 1e3 * report.alignment().after().maxAbsolute());

plot(flow(clip)).png(out + "/first-sound-motion.png");
plot(sound).png(out + "/first-sound-wave.png");
plot(spectrogram(sound)).png(out + "/first-sound-spectrogram.png");
sound.writeWav(Path.of(out, "first-sound.wav"));

// How much do guidance and seed change? distance_db is to the first row.
var request = video(clip).prompt("footsteps on a wooden floor").range(Duration.ZERO, Duration.ofSeconds(5));
System.out.print(sweep(request, new int[] {4}, new double[] {1, 3}, new long[] {7, 8}));
