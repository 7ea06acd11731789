package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PreprocessingParityTest {
  private final ParityFolder folder = ParityFolder.require();

  @Test
  void picturesAreTheSameToTheLastBit() {
    ParityReport bilinear = new ParityReport("SigLIP2 pictures", 0);
    ParityReport bicubic = new ParityReport("Synchformer pictures", 0);
    try (Checkpoint fixture = folder.checkpoint("preprocess.safetensors")) {
      int pictures = 0;
      for (String name : fixture.names()) {
        if (name.endsWith(".in.rgb_hwc_u8")) {
          pictures++;
          checkPicture(fixture, name.substring(0, name.indexOf('.') + 1), bilinear, bicubic);
        }
      }
      assertTrue(pictures > 0);
    }
    bilinear.print();
    bicubic.print();
  }

  private static void checkPicture(
      Checkpoint fixture, String prefix, ParityReport bilinear, ParityReport bicubic) {
    long[] shape = fixture.shape(prefix + "in.rgb_hwc_u8");
    byte[] bytes = new byte[(int) fixture.count(prefix + "in.rgb_hwc_u8")];
    float[] values = fixture.floats(prefix + "in.rgb_hwc_u8");
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
  void framesAndLengthsAreTheSame() throws IOException {
    for (JsonElement element : folder.json("frame_sampling.json").getAsJsonArray()) {
      JsonObject video = element.getAsJsonObject();
      double[] times =
          StreamSupport.stream(video.getAsJsonArray("times").spliterator(), false)
              .mapToDouble(JsonElement::getAsDouble)
              .toArray();
      for (int rate : new int[] {8, 25}) {
        int[] actual = ReferenceTiming.frames(times, rate);
        assertArrayEquals(
            ints(video.getAsJsonArray("fps" + rate)),
            actual,
            video.get("name") + " at " + rate + " fps");
        if (rate == 25) {
          assertEquals(
              video.get("fps25_seconds").getAsDouble(), ReferenceTiming.seconds(actual.length));
        }
      }
    }
    new ParityReport("frame sampling", 0).print();
    for (JsonElement element : folder.json("lengths.json").getAsJsonArray()) {
      JsonObject row = element.getAsJsonObject();
      int frames = row.get("sync_frames").getAsInt();
      assertEquals(row.get("seconds").getAsDouble(), ReferenceTiming.seconds(frames));
      assertEquals(row.get("latent_frames").getAsInt(), ReferenceTiming.latents(frames));
      assertEquals(row.get("sync_segments").getAsInt(), ReferenceTiming.segments(frames));
      assertEquals(row.get("audio_samples").getAsInt(), ReferenceTiming.samples(frames));
    }
    new ParityReport("lengths", 0).print();
  }

  private static int[] ints(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToInt(JsonElement::getAsInt)
        .toArray();
  }

  @Test
  void tokensAreTheSame() throws IOException {
    BytePairTokenizer tokenizer = BytePairTokenizer.open(folder.file("."));
    JsonObject expected = folder.json("tokenizer_expected.json").getAsJsonObject();
    for (JsonElement element : expected.getAsJsonArray("single")) {
      JsonObject text = element.getAsJsonObject();
      assertArrayEquals(
          ints(text.getAsJsonArray("ids")),
          tokenizer.encode(text.get("text").getAsString()),
          text.get("text").getAsString());
    }
    new ParityReport("tokenizer", 0).print();
  }
}
