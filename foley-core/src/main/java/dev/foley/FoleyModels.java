package dev.foley;

import dev.foley.internal.model.embedded.EmbeddedModel;
import dev.foley.internal.model.hunyuan.HunyuanModel;
import dev.foley.stage.FoleyModel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens models: the one within this library, or one from a folder, by what lies in it. */
final class FoleyModels {
  private FoleyModels() {}

  /** The model inside this library. */
  static FoleyModel embedded(String device) {
    return EmbeddedModel.open(device);
  }

  /** A model from a folder of weights. */
  static FoleyModel open(Path folder, String device) {
    if (!Files.isDirectory(folder)) {
      throw new FoleyException.InvalidModel(
          "there is no model folder " + folder + "; download one, or use the embedded model");
    }
    if (HunyuanModel.recognises(folder)) {
      return HunyuanModel.open(folder, device);
    }
    throw new FoleyException.InvalidModel(
        folder
            + " holds no model this version can read: expected the files of HunyuanVideo-Foley as"
            + " published");
  }
}
