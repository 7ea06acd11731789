package dev.foley.training.scene;

import dev.foley.training.scene.Texture.Pattern;
import java.util.Locale;

/** What a thing is made of: its look, how it bounces, and the word for it. */
public enum Material {
  WOOD(0.45, 0.6, 650),
  METAL(0.35, 0.35, 4000),
  STONE(0.3, 0.6, 2500),
  CONCRETE(0.3, 0.7, 2300),
  TILE(0.4, 0.4, 2300),
  CERAMIC(0.4, 0.4, 2200),
  GLASS(0.45, 0.3, 2500),
  PLASTIC(0.5, 0.4, 950),
  RUBBER(0.75, 0.9, 1100),
  LEATHER(0.3, 0.7, 900),
  SKIN(0.1, 0.8, 1000),
  CLOTH(0.1, 0.8, 400),
  CARPET(0.15, 0.9, 400),
  GRASS(0.25, 0.8, 1200),
  WATER(0, 0.1, 1000),
  PAPER(0.15, 0.6, 500);

  final double restitution;
  final double friction;

  /** Kilograms a cubic metre. */
  final double density;

  Material(double restitution, double friction, double density) {
    this.restitution = restitution;
    this.friction = friction;
    this.density = density;
  }

  /** Lower-case English word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A random surface that looks like this material. */
  Surface look(SceneRandom r) {
    switch (this) {
      case WOOD:
        return surface(r, r.pick(Pattern.WOOD, Pattern.WOOD, Pattern.PLANKS), wood(r), 0.15, 20);
      case METAL:
        return surface(r, r.pick(Pattern.BRUSHED, Pattern.PLAIN), grey(r, 0.3, 0.75), 0.7, 50);
      case STONE:
        return surface(
            r, r.pick(Pattern.SPECKLE, Pattern.MARBLE, Pattern.BRICK), grey(r, 0.3, 0.7), 0.1, 15);
      case CONCRETE:
        return surface(r, r.pick(Pattern.BLOTCH, Pattern.SPECKLE), grey(r, 0.35, 0.7), 0.03, 8);
      case TILE:
        return surface(r, r.pick(Pattern.TILES, Pattern.CHECKER), any(r), 0.4, 40);
      case CERAMIC:
        return surface(r, r.pick(Pattern.PLAIN, Pattern.STRIPES), pale(r), 0.5, 50);
      case GLASS:
        return surface(r, Pattern.PLAIN, pale(r), 0.9, 80);
      case PLASTIC:
        return surface(r, r.pick(Pattern.PLAIN, Pattern.STRIPES, Pattern.CHECKER), any(r), 0.4, 30);
      case RUBBER:
        return surface(
            r,
            r.pick(Pattern.PLAIN, Pattern.STRIPES, Pattern.CHECKER, Pattern.BLOTCH),
            any(r),
            0.12,
            12);
      case LEATHER:
        return surface(r, Pattern.BLOTCH, dark(r), 0.2, 18);
      case SKIN:
        return surface(r, Pattern.PLAIN, skin(r), 0.08, 10);
      case CLOTH:
        return surface(r, r.pick(Pattern.WEAVE, Pattern.STRIPES, Pattern.PLAIN), any(r), 0, 5);
      case CARPET:
        return surface(r, r.pick(Pattern.WEAVE, Pattern.SPECKLE, Pattern.BLOTCH), any(r), 0, 5);
      case GRASS:
        return surface(r, Pattern.GRASS, hsv(r.uniform(0.2, 0.33), 0.6, 0.5), 0, 5);
      case WATER:
        return surface(r, Pattern.BLOTCH, hsv(r.uniform(0.45, 0.62), 0.5, 0.5), 0.8, 60);
      default:
        return surface(r, r.pick(Pattern.PLAIN, Pattern.STRIPES), pale(r), 0.05, 8);
    }
  }

  private static Surface surface(
      SceneRandom r, Pattern pattern, int colour, double specular, double shininess) {
    double contrast = r.uniform(0.15, 0.6);
    int other = Texture.mix(colour, r.pick(0x101010, 0x202028, 0xe8e8e0, any(r)), contrast);
    Texture texture = Texture.make(pattern, colour, other, r);
    double gloss = specular * r.uniform(0.5, 1.3);
    return new Surface(texture, (float) gloss, (float) shininess, 0, 1);
  }

  private static int wood(SceneRandom r) {
    return hsv(r.uniform(0.05, 0.11), r.uniform(0.3, 0.65), r.uniform(0.3, 0.8));
  }

  private static int grey(SceneRandom r, double low, double high) {
    return hsv(r.uniform(0, 1), r.uniform(0, 0.12), r.uniform(low, high));
  }

  private static int pale(SceneRandom r) {
    return hsv(r.uniform(0, 1), r.uniform(0, 0.35), r.uniform(0.7, 0.95));
  }

  private static int dark(SceneRandom r) {
    return hsv(r.uniform(0, 0.12), r.uniform(0.1, 0.6), r.uniform(0.12, 0.4));
  }

  private static int skin(SceneRandom r) {
    return hsv(r.uniform(0.04, 0.08), r.uniform(0.3, 0.6), r.uniform(0.4, 0.9));
  }

  static int any(SceneRandom r) {
    return hsv(r.uniform(0, 1), r.uniform(0, 0.9), r.uniform(0.2, 0.95));
  }

  static int hsv(double h, double s, double v) {
    int out = 0;
    for (int k = 0; k < 3; k++) {
      double d = Math.abs((h * 6 + 6 - 2 * k + 3) % 6 - 3);
      double c = v * (1 - s * (1 - Math.max(0, Math.min(1, 2 - d))));
      out = out << 8 | (int) (255 * c + 0.5);
    }
    return out;
  }
}
