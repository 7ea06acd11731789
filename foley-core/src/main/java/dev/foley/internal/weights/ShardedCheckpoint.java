package dev.foley.internal.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.foley.FoleyException;
import java.io.IOException;
import java.io.Reader;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Several safetensors files that form one checkpoint, listed in an index file ({@code
 * *.safetensors.index.json}) whose {@code weight_map} names the file of each tensor.
 */
final class ShardedCheckpoint implements Checkpoint {
  private static final long MAX_INDEX = 100_000_000;

  private final String origin;
  private final Map<String, Checkpoint> homes;
  private final Map<String, Object> metadata;

  private ShardedCheckpoint(
      String origin, Map<String, Checkpoint> homes, Map<String, Object> metadata) {
    this.origin = origin;
    this.homes = homes;
    this.metadata = metadata;
  }

  static Checkpoint open(Path index) {
    Map<String, Checkpoint> shards = new LinkedHashMap<>();
    Map<String, Checkpoint> homes = new LinkedHashMap<>();
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : weightMap(index).entrySet()) {
      String file = entry.getValue().getAsString();
      // A shard lies beside its index; nothing in a file may point elsewhere.
      if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}")) {
        throw refuse(index, "it names a shard \"" + file + "\" outside its own folder");
      }
      Checkpoint shard =
          shards.computeIfAbsent(file, name -> SafeTensors.open(index.resolveSibling(name)));
      if (!shard.names().contains(entry.getKey())) {
        throw refuse(index, "tensor " + entry.getKey() + " is not in its shard " + file);
      }
      homes.put(entry.getKey(), shard);
    }
    shards.values().forEach(shard -> metadata.putAll(shard.metadata()));
    return new ShardedCheckpoint(index.toString(), homes, Collections.unmodifiableMap(metadata));
  }

  private static JsonObject weightMap(Path index) {
    try {
      if (Files.size(index) > MAX_INDEX) {
        throw refuse(index, "it is larger than " + MAX_INDEX + " bytes");
      }
      try (Reader reader = Files.newBufferedReader(index)) {
        JsonElement map = JsonParser.parseReader(reader).getAsJsonObject().get("weight_map");
        if (map == null || !map.isJsonObject()) {
          throw refuse(index, "it has no weight_map");
        }
        for (JsonElement file : map.getAsJsonObject().asMap().values()) {
          if (!file.isJsonPrimitive()) {
            throw refuse(index, "its weight_map holds something that is no file name");
          }
        }
        return map.getAsJsonObject();
      }
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new FoleyException.InvalidModel(
          "Cannot read the index file " + index + ": " + e.getMessage(), e);
    }
  }

  private static FoleyException refuse(Path index, String why) {
    return new FoleyException.InvalidModel(index + " is no valid shard index: " + why + ".");
  }

  private Checkpoint home(String name) {
    Checkpoint home = homes.get(name);
    if (home == null) {
      throw new IllegalArgumentException(origin + " has no tensor named " + name);
    }
    return home;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(homes.keySet());
  }

  @Override
  public long[] shape(String name) {
    return home(name).shape(name);
  }

  @Override
  public DType dtype(String name) {
    return home(name).dtype(name);
  }

  @Override
  public Map<String, Object> metadata() {
    return metadata;
  }

  @Override
  public void read(String name, long first, FloatBuffer target) {
    home(name).read(name, first, target);
  }

  @Override
  public void readF16(String name, long first, ShortBuffer target) {
    home(name).readF16(name, first, target);
  }

  @Override
  public long[] longs(String name) {
    return home(name).longs(name);
  }

  @Override
  public void close() {
    homes.values().forEach(Checkpoint::close);
  }
}
