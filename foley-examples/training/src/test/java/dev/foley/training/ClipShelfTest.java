package dev.foley.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.foley.internal.model.embedded.VisualInput;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.internal.nn.Torch;
import dev.foley.motion.MotionEvent;
import dev.foley.motion.MotionFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipShelfTest {
  private static final int TOKENS = 60;
  private static final int CROP = 40;
  private static final int PLACES = VisualNet.ROWS * VisualNet.COLUMNS;

  @TempDir Path folder;

  /** Every plane of token t holds t, but for one velocity of 50 in the left half. */
  private Clip clip() {
    byte[] planes = new byte[TOKENS * VisualInput.PLANE_VALUES];
    for (int i = 0; i < planes.length; i++) {
      int within = i % VisualInput.PLANE_VALUES;
      boolean left = within % VisualNet.COLUMNS < VisualNet.COLUMNS / 2;
      boolean velocity = within / PLACES == VisualInput.plane(MotionFrame.VELOCITY_BEFORE_X);
      planes[i] = (byte) (velocity ? left ? 50 : 0 : i / VisualInput.PLANE_VALUES);
    }
    return new Clip(
        "KNOCKING",
        "WOOD",
        TOKENS / 25.0,
        List.of(new MotionEvent(1, 1)),
        new float[2 * TOKENS],
        planes,
        new float[TOKENS * VisualNet.SCALARS],
        new float[TOKENS]);
  }

  @Test
  void cropsShowTheTokensTheyName() throws IOException {
    clip().write(folder.resolve("a.clip"));
    try (NDManager manager = Torch.newManager(Torch.device("cpu"));
        ClipShelf shelf = new ClipShelf(manager, folder, CROP)) {
      ClipShelf.Crops crops = shelf.draw(manager, 12, new SplittableRandom(5));
      boolean faster = false;
      for (int b = 0; b < 12; b++) {
        ClipShelf.Cut cut = crops.cuts().get(b);
        faster |= cut.speed() > 1.05;
        byte[] planes = crops.planes().get(b).toByteArray();
        for (int i = 0; i < CROP; i++) {
          assertEquals(cut.source(i), planes[i * VisualInput.PLANE_VALUES], "crop " + b);
        }
      }
      assertTrue(faster, "no crop was sped up");
    }
  }

  @Test
  void theMirroredHalfTurnsVelocitiesRoundAndSpeedScalesThem() throws IOException {
    clip().write(folder.resolve("a.clip"));
    try (NDManager manager = Torch.newManager(Torch.device("cpu"));
        ClipShelf shelf = new ClipShelf(manager, folder, CROP)) {
      SplittableRandom random = new SplittableRandom(6);
      ClipShelf.Crops crops = shelf.draw(manager, 8, random);
      VisualAugment.Input input = VisualAugment.apply(manager, crops, CROP, random);
      for (int b = 0; b < 8; b++) {
        float[] planes = input.planes().get(b).toFloatArray();
        int plane = VisualInput.plane(MotionFrame.VELOCITY_BEFORE_X) * PLACES;
        double left = planes[plane + 10];
        double right = planes[plane + VisualNet.COLUMNS - 10];
        float moved = VisualInput.rescaled(50 * VisualInput.STEP, crops.cuts().get(b).speed());
        // Grain of 0.02 lies over everything.
        assertEquals(b < 4 ? moved : 0, left, 0.11, "left of crop " + b);
        assertEquals(b < 4 ? 0 : -moved, right, 0.11, "right of crop " + b);
      }
    }
  }
}
