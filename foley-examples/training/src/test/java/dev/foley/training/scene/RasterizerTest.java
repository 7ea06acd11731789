package dev.foley.training.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RasterizerTest {
  private static final Lighting LIGHT =
      new Lighting(
          new Vec3(0, -0.6, 0.8),
          new Vec3(1, 1, 1),
          new Vec3(0.3, 0.3, 0.3),
          new Vec3(0.2, 0.2, 0.2),
          0,
          Vec3.ZERO,
          Vec3.ZERO);
  private static final Viewpoint CAMERA = new Viewpoint(new Vec3(0, -4, 0), Vec3.ZERO, 0, 1, 1);

  private final Surface white =
      new Surface(
          Texture.make(Texture.Pattern.PLAIN, 0xffffff, 0xffffff, new SceneRandom(1)), 0, 1, 0, 1);
  private final Rasterizer raster = new Rasterizer(160, 90);
  private final ShadowMap shadow = new ShadowMap(128);

  private void begin(Viewpoint camera) {
    shadow.begin(LIGHT.toLamp(), Vec3.ZERO, 2);
    raster.begin(camera, LIGHT, shadow);
  }

  @Test
  void nearerThingsHideFartherOnesInAnyOrder() {
    for (int order = 0; order < 2; order++) {
      begin(CAMERA);
      for (int k = 0; k < 2; k++) {
        int which = (k + order) % 2;
        raster.draw(Shapes.box(1, 0.1, 1), Affine.translation(0, which, 0), white, which);
      }
      assertEquals(0, raster.actor[45 * 160 + 80], "order " + order);
    }
  }

  @Test
  void projectionAgreesWithThePictureDrawn() {
    Viewpoint tilted = new Viewpoint(new Vec3(1.5, -3, 1.2), new Vec3(0.2, 0, 0.1), 0.1, 1.3, 1.2);
    begin(tilted);
    Vec3 place = new Vec3(0.4, 0.3, 0.2);
    raster.draw(Shapes.sphere(0.05), Affine.translation(place), white, 7);
    double x = 0;
    double y = 0;
    int n = 0;
    for (int i = 0; i < raster.actor.length; i++) {
      if (raster.actor[i] == 7) {
        x += i % 160 + 0.5;
        int row = i / 160;
        y += row + 0.5;
        n++;
      }
    }
    assertTrue(n > 3, "the sphere was not drawn");
    Vec3 p = tilted.project(place, 160 / 90.0);
    // Centroid of a small disc: half a pixel.
    assertEquals(p.x() * 160, x / n, 0.5);
    assertEquals(p.y() * 90, y / n, 0.5);
  }

  @Test
  void aWallInFrontOfTheCameraHasNoHolesAndNoOverlaps() {
    begin(CAMERA);
    // Many triangles that share edges, blended: an edge drawn twice or never would show.
    Mesh sheet = Shapes.sheet(8, 8, 13, 1).placed(Affine.rotationX(Math.PI / 2));
    raster.draw(sheet, Affine.IDENTITY, white, 3);
    for (short number : raster.actor) {
      assertEquals(3, number);
    }
    begin(CAMERA);
    raster.draw(sheet, Affine.IDENTITY, white.sheer(0.4), 3);
    float expected = raster.light[3 * (45 * 160 + 80)];
    for (int i = 0; i < raster.light.length; i++) {
      // Texture grain is under 12 %; a pixel drawn twice would be 60 % brighter.
      assertEquals(expected, raster.light[i], 0.3f * expected);
    }
  }

  @Test
  void thingsBehindTheCameraAreClipped() {
    begin(CAMERA);
    float[] before = raster.light.clone();
    raster.draw(Shapes.box(1, 1, 1), Affine.translation(0, -6, 0), white, 1);
    assertArrayEquals(before, raster.light);
    // A floor that passes under the camera reaches from the lower edge to the horizon.
    raster.draw(Shapes.sheet(100, 100, 4, 1), Affine.translation(0, 0, -1), white, 2);
    assertEquals(2, raster.actor[89 * 160 + 80]);
    assertEquals(2, raster.actor[50 * 160 + 80]);
    assertEquals(-1, raster.actor[40 * 160 + 80]);
  }

  @Test
  void shadowsDarkenTheFloor() {
    Viewpoint above = new Viewpoint(new Vec3(0, -2, 4), Vec3.ZERO, 0, 1, 1);
    shadow.begin(LIGHT.toLamp(), Vec3.ZERO, 2);
    raster.begin(above, LIGHT, shadow);
    raster.draw(Shapes.sheet(8, 8, 4, 1), Affine.IDENTITY, white, 0);
    Vec3 p = above.project(new Vec3(0, 0.75, 0), 160 / 90.0);
    int column = (int) (160 * p.x());
    int row = (int) (90 * p.y());
    int pixel = 3 * (row * 160 + column);
    float lit = raster.light[pixel];
    shadow.begin(LIGHT.toLamp(), Vec3.ZERO, 2);
    // One metre up, towards the lamp: its shadow falls at y = 0.75.
    shadow.draw(Shapes.sphere(0.2), Affine.translation(0, 0, 1));
    raster.begin(above, LIGHT, shadow);
    raster.draw(Shapes.sheet(8, 8, 4, 1), Affine.IDENTITY, white, 0);
    assertTrue(raster.light[pixel] < 0.6 * lit, raster.light[pixel] + " against " + lit);
  }
}
