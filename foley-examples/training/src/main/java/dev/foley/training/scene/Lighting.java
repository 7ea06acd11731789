package dev.foley.training.scene;

/**
 * One distant lamp, light from all around, haze and backdrop; colours are linear RGB.
 *
 * @param toLamp unit direction towards the lamp
 * @param lamp colour times brightness of the lamp
 * @param sky light from above
 * @param ground light from below
 * @param hazeDensity per metre; 0 is clear air
 * @param top backdrop colour at the zenith
 * @param bottom backdrop and haze colour at the horizon
 */
record Lighting(
    Vec3 toLamp, Vec3 lamp, Vec3 sky, Vec3 ground, double hazeDensity, Vec3 top, Vec3 bottom) {

  static Lighting random(SceneRandom r) {
    double height = r.uniform(0.5, 1.35);
    double around = r.uniform(0, 2 * Math.PI);
    Vec3 to =
        new Vec3(
            Math.cos(height) * Math.cos(around),
            Math.cos(height) * Math.sin(around),
            Math.sin(height));
    double warm = r.uniform(-0.15, 0.2);
    double key = r.uniform(0.4, 1.1);
    double fill = r.uniform(0.15, 0.5);
    Vec3 lamp = new Vec3(key * (1 + warm), key, key * (1 - warm));
    Vec3 sky = new Vec3(fill * (1 - 0.5 * warm), fill, fill * (1 + warm));
    Vec3 ground = sky.times(r.uniform(0.3, 0.7));
    double haze = r.chance(0.2) ? r.scale(0.01, 0.08) : 0;
    return new Lighting(to, lamp, sky, ground, haze, backdrop(r), backdrop(r));
  }

  private static Vec3 backdrop(SceneRandom r) {
    int rgb =
        r.chance(0.5) ? Material.hsv(0.6, r.uniform(0, 0.6), r.uniform(0.3, 1)) : Material.any(r);
    return new Vec3(
        Math.pow((rgb >> 16 & 255) / 255.0, 2.2),
        Math.pow((rgb >> 8 & 255) / 255.0, 2.2),
        Math.pow((rgb & 255) / 255.0, 2.2));
  }
}
