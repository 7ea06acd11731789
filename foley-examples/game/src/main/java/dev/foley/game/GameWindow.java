package dev.foley.game;

import dev.foley.live.LiveFoley;
import dev.foley.live.LiveStats;
import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferStrategy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.LineUnavailableException;
import javax.swing.JFrame;

/** The scene in a window, its sound on the speakers. */
final class GameWindow {
  static final List<String> PROMPTS =
      List.of(
          "a ball bouncing on a wooden floor",
          "knocking on wood",
          "a hammer hitting metal",
          "glass clinking",
          "footsteps on gravel");

  private static final long FRAME_NANOS = 1_000_000_000L / 60;

  private final BouncingBalls scene;
  private final LiveFoley live;
  private final Screen screen = new Screen();
  private final Canvas canvas = new Canvas();
  private volatile boolean closed;
  private volatile String message = PROMPTS.get(0);

  GameWindow(BouncingBalls scene, LiveFoley live) {
    this.scene = scene;
    this.live = live;
  }

  /** Plays until the window is closed. */
  void run() throws InterruptedException {
    JFrame frame = open();
    Thread audio = null;
    Speakers speakers = null;
    try {
      speakers = new Speakers(live);
      audio = new Thread(speakers, "audio");
      audio.setPriority(Thread.MAX_PRIORITY);
      audio.start();
    } catch (LineUnavailableException e) {
      message = "no sound card: " + e.getMessage();
    }
    play();
    if (speakers != null) {
      speakers.stop();
      audio.join();
    }
    frame.dispose();
  }

  private JFrame open() {
    JFrame frame = new JFrame("Foley");
    canvas.setPreferredSize(new Dimension(BouncingBalls.WIDTH, BouncingBalls.HEIGHT));
    canvas.setIgnoreRepaint(true);
    canvas.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyTyped(KeyEvent key) {
            onKey(key.getKeyChar());
          }
        });
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            closed = true;
          }
        });
    frame.add(canvas);
    frame.pack();
    frame.setResizable(false);
    frame.setLocationByPlatform(true);
    frame.setVisible(true);
    canvas.createBufferStrategy(2);
    canvas.requestFocus();
    return frame;
  }

  private void onKey(char key) {
    int index = key - '1';
    if (index >= 0 && index < PROMPTS.size()) {
      message = PROMPTS.get(index);
      live.prompt(message);
    } else if (key == ' ') {
      if (live.isPaused()) {
        live.resume();
      } else {
        live.pause();
      }
    }
  }

  private void play() {
    long clock = 0;
    long last = System.nanoTime();
    while (!closed) {
      long now = System.nanoTime();
      if (!live.isPaused()) {
        clock += now - last;
      }
      last = now;
      scene.advanceTo(clock * 1e-9);
      screen.paint(scene);
      live.push(screen.pixels(), clock);
      show();
      LockSupport.parkNanos(now + FRAME_NANOS - System.nanoTime());
    }
  }

  private void show() {
    BufferStrategy strategy = canvas.getBufferStrategy();
    Graphics graphics = strategy.getDrawGraphics();
    graphics.drawImage(screen.image(), 0, 0, null);
    LiveStats stats = live.stats();
    graphics.setColor(Color.BLACK);
    graphics.drawString(
        String.format(
            Locale.ROOT,
            "%s   latency %d ms   underruns %d%s",
            message,
            stats.latency().toMillis(),
            stats.underruns(),
            live.isPaused() ? "   paused" : ""),
        10,
        20);
    graphics.dispose();
    strategy.show();
  }
}
