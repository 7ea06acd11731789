package dev.foley.training.scene;

/**
 * How a mesh takes light.
 *
 * @param texture colour tile
 * @param specular height of the highlight, 0 to about 1
 * @param shininess Blinn-Phong exponent
 * @param glow light given off, 0 to about 2; glowing things take no shade
 * @param opacity 1 solid; less blends over what was drawn before
 */
record Surface(Texture texture, float specular, float shininess, float glow, float opacity) {
  Surface glowing(double amount) {
    return new Surface(texture, specular, shininess, (float) amount, opacity);
  }

  Surface sheer(double amount) {
    return new Surface(texture, specular, shininess, glow, (float) amount);
  }
}
