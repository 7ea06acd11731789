package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text encoder: hashed token features summed into embeddings, then a few pre-norm transformer
 * layers. Position 0 holds the mean of the text's tokens, or, where no text is to be given at all
 * (the unconditional branch of the guidance), the null token alone.
 */
public final class TextNet {
  /** Width of a text token. */
  public static final int WIDTH = 128;

  private static final int HEADS = 4;
  private static final int LAYERS = 2;
  private static final double EPSILON = 1e-5;
  private static final float MASKED = -1e4f;
  private static final int SUMMARY = 0;
  private static final int NULL = 1;
  private static final int PADDING = 2;

  private final Tensors weights;

  /** Uses the tensors named {@code text.*}. */
  public TextNet(Tensors weights) {
    this.weights = weights.open("text.");
  }

  /** Names and shapes of the weights. */
  public static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("text.hashed_emb.weight", new long[] {TextTokens.BUCKETS, WIDTH});
    shapes.put("text.special_emb.weight", new long[] {3, WIDTH});
    shapes.put("text.position_emb.weight", new long[] {TextTokens.LENGTH, WIDTH});
    for (int i = 0; i < LAYERS; i++) {
      String layer = "text.layers." + i + ".";
      linear(shapes, layer + "qkv", 3L * WIDTH, WIDTH);
      linear(shapes, layer + "proj", WIDTH, WIDTH);
      linear(shapes, layer + "mlp.fc1", 2L * WIDTH, WIDTH);
      linear(shapes, layer + "mlp.fc2", WIDTH, 2L * WIDTH);
    }
    return shapes;
  }

  private static void linear(Map<String, long[]> shapes, String name, long out, long in) {
    shapes.put(name + ".weight", new long[] {out, in});
    shapes.put(name + ".bias", new long[] {out});
  }

  /** Width of a batch of encoded texts: every text is padded to this many tokens. */
  public static int tokens() {
    return TextTokens.LENGTH;
  }

  /**
   * Encodes a batch.
   *
   * @param texts null stands for the unconditional branch
   * @return (B, tokens, {@link #WIDTH})
   */
  public NDArray encode(NDManager manager, List<String> texts) {
    Batch batch = Batch.of(texts);
    int b = texts.size();
    long l = TextTokens.LENGTH;
    NDArray rows = manager.create(batch.rows, new Shape(b, l, TextTokens.FEATURES));
    NDArray share = manager.create(batch.share, new Shape(b, l, TextTokens.FEATURES, 1));
    NDArray special = manager.create(batch.special, new Shape(b, l));
    NDArray hashed =
        Embedding.embedding(rows, weights.get("hashed_emb.weight"), SparseFormat.DENSE)
            .singletonOrThrow();
    NDArray role =
        Embedding.embedding(special, weights.get("special_emb.weight"), SparseFormat.DENSE)
            .singletonOrThrow();
    // Tokens carry no role of their own; special places carry no features.
    NDArray isSpecial = manager.create(batch.isSpecial, new Shape(b, l, 1));
    NDArray x =
        hashed
            .mul(share)
            .sum(new int[] {2})
            .add(role.mul(isSpecial))
            .add(weights.get("position_emb.weight"));
    NDArray mask = manager.create(batch.mask, new Shape(b, 1, 1, l));
    for (int i = 0; i < LAYERS; i++) {
      try (Tensors layer = weights.open("layers." + i + ".")) {
        x = layer(x, mask, layer);
      }
    }
    NDArray summary = manager.create(batch.summary, new Shape(b, 1, l)).matMul(x);
    NDArray rest = x.split(new long[] {1}, 1).get(1);
    return Layers.layerNorm(NDArrays.concat(new NDList(summary, rest), 1), EPSILON);
  }

  private static NDArray layer(NDArray x, NDArray mask, Tensors w) {
    NDList qkv = Layers.linear(Layers.layerNorm(x, EPSILON), w, "qkv").split(3, 2);
    NDArray o =
        Layers.attention(
            Layers.splitHeads(qkv.get(0), HEADS),
            Layers.splitHeads(qkv.get(1), HEADS),
            Layers.splitHeads(qkv.get(2), HEADS),
            mask);
    NDArray y = x.add(Layers.linear(Layers.mergeHeads(o), w, "proj"));
    return y.add(Layers.mlp(Layers.layerNorm(y, EPSILON), w, "mlp"));
  }

  /** Token features of several texts, padded to the fixed length. */
  private static final class Batch {
    final long[] rows;
    final float[] share;
    final long[] special;
    final float[] isSpecial;
    final float[] mask;

    /** Weights of the mean that becomes token 0. */
    final float[] summary;

    private Batch(int texts) {
      int tokens = texts * TextTokens.LENGTH;
      rows = new long[tokens * TextTokens.FEATURES];
      share = new float[tokens * TextTokens.FEATURES];
      special = new long[tokens];
      isSpecial = new float[tokens];
      mask = new float[tokens];
      summary = new float[tokens];
    }

    static Batch of(List<String> texts) {
      Batch batch = new Batch(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        batch.put(i * TextTokens.LENGTH, texts.get(i));
      }
      return batch;
    }

    private void put(int at, String text) {
      mark(at, text == null ? NULL : SUMMARY, false);
      List<TextTokens.Token> tokens = text == null ? List.of() : read(text);
      Arrays.fill(summary, at, at + 1 + tokens.size(), 1f / (1 + tokens.size()));
      for (int i = 1; i < TextTokens.LENGTH; i++) {
        if (i > tokens.size()) {
          mark(at + i, PADDING, true);
          continue;
        }
        int[] features = tokens.get(i - 1).features();
        float weight = (float) (1 / Math.sqrt(features.length));
        for (int f = 0; f < features.length; f++) {
          rows[(at + i) * TextTokens.FEATURES + f] = features[f];
          share[(at + i) * TextTokens.FEATURES + f] = weight;
        }
      }
    }

    private static List<TextTokens.Token> read(String text) {
      List<TextTokens.Token> all = TextTokens.split(text);
      return all.subList(0, Math.min(all.size(), TextTokens.LENGTH - 1));
    }

    private void mark(int token, int role, boolean padding) {
      special[token] = role;
      isSpecial[token] = 1;
      mask[token] = padding ? MASKED : 0;
    }
  }
}
