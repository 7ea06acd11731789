package dev.foley.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.WavReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoleyGameTest {
  @TempDir Path folder;

  /** Runs the shipped command; how fast this machine is right now decides nothing. */
  @Test
  void headlessWritesWhatWasHeardAndSaysHowItWent() throws Exception {
    Path wav = folder.resolve("game.wav");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int code;
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      code = FoleyGame.run("--headless", "--seconds", "3", "--out", wav.toString());
    } finally {
      System.setOut(before);
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(0, code, printed);
    for (String line : new String[] {"ran", "underruns", "windows", "processor", "hits"}) {
      assertTrue(printed.contains("\n" + line) || printed.startsWith(line), printed);
    }
    assertEquals(3, WavReader.read(wav).durationSeconds(), 1.5);
  }

  @Test
  void nonsenseIsRefused() {
    Path wav = folder.resolve("none.wav");
    assertEquals(2, FoleyGame.run("--headless", "--seconds", "0", "--out", wav.toString()));
    assertFalse(Files.exists(wav));
    assertEquals(2, FoleyGame.run("--no-such-option"));
  }
}
