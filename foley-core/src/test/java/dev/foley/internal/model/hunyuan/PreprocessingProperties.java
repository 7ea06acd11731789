package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PreprocessingProperties {
  @Property(tries = 100)
  void flatPicturesStayFlat(
      @ForAll ImageResampler.Kernel kernel,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 1, max = 60) int outWidth,
      @ForAll @IntRange(min = 1, max = 60) int outHeight,
      @ForAll byte level) {
    byte[] data = new byte[width * height * 3];
    Arrays.fill(data, level);
    Picture out =
        new ImageResampler(kernel, width, height, outWidth, outHeight)
            .resize(new Picture(width, height, PixelFormat.RGB24, data));
    assertEquals(outWidth, out.width());
    assertEquals(outHeight, out.height());
    byte[] expected = new byte[outWidth * outHeight * 3];
    Arrays.fill(expected, level);
    // Rounded weights need not sum to one exactly: one grey level in each pass.
    for (int i = 0; i < expected.length; i++) {
      assertEquals(level & 0xff, out.data()[i] & 0xff, 2);
    }
  }

  @Property(tries = 30)
  void sameSizeIsTheSamePicture(
      @ForAll ImageResampler.Kernel kernel,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll long seed) {
    byte[] data = new byte[width * height * 3];
    new Random(seed).nextBytes(data);
    Picture picture = new Picture(width, height, PixelFormat.RGB24, data);
    assertArrayEquals(
        data, new ImageResampler(kernel, width, height, width, height).resize(picture).data());
  }

  @Property(tries = 200)
  void referenceTimingIsConsistent(@ForAll @IntRange(min = 16, max = 376) int frames) {
    int latents = ReferenceTiming.latents(frames);
    assertTrue(latents == 2 * frames || latents == 2 * frames - 1);
    int segments = ReferenceTiming.segments(frames);
    assertTrue(8 * (segments - 1) + 16 <= frames && 8 * segments + 16 > frames);
  }

  @Property(tries = 100)
  void everyInstantTakesTheFirstFrameThatIsNotEarlier(
      @ForAll @IntRange(min = 1, max = 120) int fps,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 30) int rate) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = (double) i / fps;
    }
    int[] chosen = ReferenceTiming.frames(times, rate);
    for (int k = 0; k < chosen.length; k++) {
      // Accumulated instants drift by less than a nanosecond in 15 s.
      assertTrue(times[chosen[k]] >= (double) k / rate - 1e-9);
      assertTrue(chosen[k] == 0 || times[chosen[k] - 1] < (double) k / rate + 1e-9);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.strings().withChars("theinrs '.,\n\t é雨🐶".toCharArray()).ofMaxLength(40));
  }

  /** A byte-level tokenizer loses nothing: its tokens spell the text. */
  @Property(tries = 300)
  void tokensSpellTheText(@ForAll("texts") String text) throws IOException {
    BytePairTokenizer tokenizer = Tokenizer.INSTANCE;
    int[] ids = tokenizer.encode(text);
    assertEquals(0, ids[0]);
    assertEquals(2, ids[ids.length - 1]);
    List<String> alphabet = BytePairTokenizer.symbols();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 1; i < ids.length - 1; i++) {
      String token = Tokenizer.NAMES.get(ids[i]);
      for (char symbol : token.toCharArray()) {
        bytes.write(alphabet.indexOf(String.valueOf(symbol)));
      }
    }
    assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
  }

  /** A small vocabulary with real merges, written and read back as a file. */
  private static final class Tokenizer {
    static final Map<Integer, String> NAMES = new HashMap<>();
    static final BytePairTokenizer INSTANCE;

    static {
      JsonObject vocabulary = new JsonObject();
      for (String token : List.of("<s>", "<pad>", "</s>", "<unk>")) {
        vocabulary.addProperty(token, vocabulary.size());
      }
      BytePairTokenizer.symbols().forEach(s -> vocabulary.addProperty(s, vocabulary.size()));
      String merges = "t h\nth e\ni n\nĠ the\nr s\ne r";
      for (String merge : merges.split("\n")) {
        vocabulary.addProperty(merge.replace(" ", ""), vocabulary.size());
      }
      vocabulary.entrySet().forEach(e -> NAMES.put(e.getValue().getAsInt(), e.getKey()));
      try {
        Path folder = Files.createTempDirectory("tokenizer");
        Files.writeString(folder.resolve("vocab.json"), vocabulary.toString());
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n" + merges);
        INSTANCE = BytePairTokenizer.open(folder);
        Files.delete(folder.resolve("vocab.json"));
        Files.delete(folder.resolve("merges.txt"));
        Files.delete(folder);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
