package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ParityTable.class)
class PreprocessingParityTest {
  private final ParityFolder folder = ParityFolder.require();

  @Test
  void picturesAreTheSameToTheLastBit() {
    ParityReport bilinear = new ParityReport("SigLIP2 pictures", 0);
    ParityReport bicubic = new ParityReport("Synchformer pictures", 0);
    try (Fixture fixture = folder.fixture("preprocess.safetensors")) {
      int pictures = 0;
      for (String name : fixture.names()) {
        if (name.endsWith(".in.rgb_hwc_u8")) {
          pictures++;
          checkPicture(fixture, name.substring(0, name.indexOf('.') + 1), bilinear, bicubic);
        }
      }
      assertTrue(pictures > 0);
      fixture.requireAllRead();
    }
  }

  private static void checkPicture(
      Fixture fixture, String prefix, ParityReport bilinear, ParityReport bicubic) {
    long[] shape = fixture.shape(prefix + "in.rgb_hwc_u8");
    float[] values = fixture.floats(prefix + "in.rgb_hwc_u8");
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    Picture source = new Picture((int) shape[1], (int) shape[0], PixelFormat.RGB24, bytes);

    String resized = prefix + "siglip.resized_512_hwc_u8";
    Picture square = Pixels.square(source, (int) fixture.shape(resized)[0]);
    bilinear.compare(resized, fixture.floats(resized), bytes(square, false));
    float[] planes = Pixels.planes(square);
    int side = square.width();
    for (String name : fixture.names()) {
      String rows = prefix + "siglip.normalised_rows_";
      if (name.startsWith(rows)) {
        int from = Integer.parseInt(name.substring(rows.length()).split("_")[0]);
        int count = (int) fixture.shape(name)[1];
        float[] actual = new float[3 * count * side];
        for (int c = 0; c < 3; c++) {
          System.arraycopy(
              planes, (c * side + from) * side, actual, c * count * side, count * side);
        }
        bilinear.compare(name, fixture.floats(name), actual);
      }
    }

    Picture small = Pixels.shortSide(source);
    String sync = prefix + "sync.resized_chw_u8";
    assertArrayEquals(new long[] {3, small.height(), small.width()}, fixture.shape(sync));
    bicubic.compare(sync, fixture.floats(sync), bytes(small, true));
    String crop = prefix + "sync.normalised_crop_224";
    bicubic.compare(crop, fixture.floats(crop), Pixels.syncPlanes(Pixels.syncCrop(small)));
  }

  private static float[] bytes(Picture picture, boolean planar) {
    byte[] data = picture.data();
    float[] values = new float[data.length];
    int plane = data.length / 3;
    for (int i = 0; i < data.length; i++) {
      values[planar ? i % 3 * plane + i / 3 : i] = data[i] & 0xff;
    }
    return values;
  }

  @Test
  void framesAreTheSame() throws IOException {
    ParityReport report = new ParityReport("frame sampling", 0);
    for (JsonElement element : folder.json("frame_sampling.json").getAsJsonArray()) {
      JsonObject video = element.getAsJsonObject();
      double[] times =
          StreamSupport.stream(video.getAsJsonArray("times").spliterator(), false)
              .mapToDouble(JsonElement::getAsDouble)
              .toArray();
      for (int rate : new int[] {8, 25}) {
        int[] actual = ReferenceTiming.frames(times, rate);
        String what = video.get("name") + " at " + rate + " fps";
        assertArrayEquals(ints(video.getAsJsonArray("fps" + rate)), actual, what);
        double seconds = video.get("fps" + rate + "_seconds").getAsDouble();
        assertEquals(seconds, actual.length / (double) rate, what);
        report.exact(2);
      }
    }
  }

  @Test
  void lengthsAreTheSame() throws IOException {
    ParityReport report = new ParityReport("lengths", 0);
    for (JsonElement element : folder.json("lengths.json").getAsJsonArray()) {
      JsonObject row = element.getAsJsonObject();
      int frames = row.get("sync_frames").getAsInt();
      double seconds = ReferenceTiming.seconds(frames);
      assertEquals(row.get("seconds").getAsDouble(), seconds);
      assertEquals(row.get("latent_frames").getAsInt(), ReferenceTiming.latents(frames));
      assertEquals(row.get("sync_segments").getAsInt(), ReferenceTiming.segments(frames));
      assertEquals(row.get("audio_samples").getAsInt(), ReferenceTiming.samples(frames));
      report.exact(4);
    }
  }

  private static int[] ints(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToInt(JsonElement::getAsInt)
        .toArray();
  }

  @Test
  void tokensAreTheSame() throws IOException {
    ParityReport report = new ParityReport("tokenizer", 0);
    BytePairTokenizer tokenizer = BytePairTokenizer.open(folder.file("tokenizer.json").getParent());
    Clap.Config config = Clap.Config.of(folder.config("clap_text"));
    Clap clap = new Clap(config, new ResidentTensors(Map.of()), Trace.NONE);
    JsonObject expected = folder.json("tokenizer_expected.json").getAsJsonObject();
    for (JsonElement element : expected.getAsJsonArray("single")) {
      JsonObject text = element.getAsJsonObject();
      assertArrayEquals(
          ints(text.getAsJsonArray("ids")),
          tokenizer.encode(text.get("text").getAsString()),
          text.get("text").getAsString());
      report.exact(1);
    }
    for (JsonElement element : expected.getAsJsonArray("batches")) {
      JsonObject batch = element.getAsJsonObject();
      int[][] ids =
          clap.pad(
              StreamSupport.stream(batch.getAsJsonArray("texts").spliterator(), false)
                  .map(text -> tokenizer.encode(text.getAsString()))
                  .toArray(int[][]::new));
      for (int i = 0; i < ids.length; i++) {
        assertArrayEquals(ints(batch.getAsJsonArray("input_ids").get(i).getAsJsonArray()), ids[i]);
        int[] mask = Arrays.stream(ids[i]).map(id -> id == tokenizer.padding() ? 0 : 1).toArray();
        assertArrayEquals(
            ints(batch.getAsJsonArray("attention_mask").get(i).getAsJsonArray()), mask);
        report.exact(2);
      }
    }
  }

  /** The two older files say the same as {@code tokenizer.json}. */
  @Test
  void olderTokenizerFilesAreTheSame(@TempDir Path copy) throws IOException {
    ParityReport report = new ParityReport("tokenizer, older files", 0);
    Files.copy(folder.file("vocab.json"), copy.resolve("vocab.json"));
    Files.copy(folder.file("merges.txt"), copy.resolve("merges.txt"));
    BytePairTokenizer tokenizer = BytePairTokenizer.open(copy);
    JsonObject expected = folder.json("tokenizer_expected.json").getAsJsonObject();
    for (JsonElement element : expected.getAsJsonArray("single")) {
      JsonObject text = element.getAsJsonObject();
      assertArrayEquals(
          ints(text.getAsJsonArray("ids")), tokenizer.encode(text.get("text").getAsString()));
      report.exact(1);
    }
  }
}
