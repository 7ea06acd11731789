package dev.foley.internal.model.hunyuan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Optional numbers of a configuration file. */
final class JsonFields {
  private JsonFields() {}

  static int integer(JsonObject json, String name, int absent) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? absent : value.getAsInt();
  }

  static double real(JsonObject json, String name, double absent) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? absent : value.getAsDouble();
  }
}
