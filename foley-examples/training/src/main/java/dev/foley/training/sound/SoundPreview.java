package dev.foley.training.sound;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Writes a WAV of every family and one picture of all spectrograms, for eyes and ears.
 *
 * <p>Arguments: output folder, seed. The picture shows 0 to 16 kHz on a square-root axis, 90 dB,
 * and the waveform below each spectrogram.
 */
public final class SoundPreview {
  private static final int FFT = 1024;
  private static final int HOP = 480;
  private static final int ROWS = 150;
  private static final int WAVE = 40;
  private static final int COLUMNS = 4;
  private static final double SECONDS = 4;

  private SoundPreview() {}

  /** Runs the preview. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    SoundFamily[] families = SoundFamily.values();
    int width = (int) (SECONDS * SoundSynth.SAMPLE_RATE) / HOP;
    int cell = ROWS + WAVE + 16;
    int rows = (families.length + COLUMNS - 1) / COLUMNS;
    BufferedImage image =
        new BufferedImage(COLUMNS * (width + 6), rows * cell, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    List<SoundEvent> events =
        List.of(
            new SoundEvent(0.3, 1), new SoundEvent(1.3, 0.6),
            new SoundEvent(2.3, 0.3), new SoundEvent(3.1, 0.9));
    for (int k = 0; k < families.length; k++) {
      float[] sound = SoundSynth.render(families[k], events, List.of(), SECONDS, seed);
      writeWav(folder.resolve(families[k] + ".wav"), sound);
      int x = k % COLUMNS * (width + 6);
      int y = k / COLUMNS * cell;
      draw(image, x, y + 14, sound);
      g.setColor(Color.WHITE);
      g.drawString(families[k].name(), x + 2, y + 11);
      g.setColor(Color.GREEN);
      wave(g, x, y + 14 + ROWS + WAVE / 2, sound);
    }
    ImageIO.write(image, "png", folder.resolve("families.png").toFile());
  }

  private static void wave(Graphics2D g, int x, int middle, float[] sound) {
    for (int c = 0; c * HOP < sound.length; c++) {
      float peak = 0;
      for (int i = c * HOP; i < Math.min(sound.length, (c + 1) * HOP); i++) {
        peak = Math.max(peak, Math.abs(sound[i]));
      }
      int h = Math.round(peak * WAVE / 2);
      g.drawLine(x + c, middle - h, x + c, middle + h);
    }
  }

  private static void draw(BufferedImage image, int x, int y, float[] sound) {
    double[] re = new double[FFT];
    double[] im = new double[FFT];
    for (int c = 0; c * HOP < sound.length; c++) {
      for (int i = 0; i < FFT; i++) {
        int at = c * HOP - FFT / 2 + i;
        double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FFT);
        re[i] = at >= 0 && at < sound.length ? w * sound[at] : 0;
        im[i] = 0;
      }
      Spectra.fft(re, im);
      for (int r = 0; r < ROWS; r++) {
        double root = (double) r / ROWS;
        double bin = root * root * 16000 * FFT / SoundSynth.SAMPLE_RATE;
        int b = (int) bin;
        double p = re[b] * re[b] + im[b] * im[b];
        double db = 10 * Math.log10(p + 1e-12) - 20 * Math.log10(FFT / 4.0);
        float v = (float) Math.max(0, Math.min(1, (db + 100) / 90));
        int rgb = Color.HSBtoRGB(0.7f - 0.7f * v, 0.9f, (float) Math.sqrt(v));
        image.setRGB(x + c, y + ROWS - 1 - r, rgb);
      }
    }
  }

  private static void writeWav(Path path, float[] sound) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(44 + 2 * sound.length).order(ByteOrder.LITTLE_ENDIAN);
    b.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    b.putInt(36 + 2 * sound.length);
    b.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    b.putInt(16).putShort((short) 1).putShort((short) 1);
    b.putInt(SoundSynth.SAMPLE_RATE).putInt(2 * SoundSynth.SAMPLE_RATE);
    b.putShort((short) 2).putShort((short) 16);
    b.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    b.putInt(2 * sound.length);
    for (float v : sound) {
      b.putShort((short) Math.round(32767 * Math.max(-1, Math.min(1, v))));
    }
    Files.write(path, b.array());
  }
}
