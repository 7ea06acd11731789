package dev.foley.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.foley.stage.ModelSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What a client asks for, checked, with defaults filled in.
 *
 * @param video id of an upload
 * @param takes number of variants, of seeds {@code seed}, {@code seed + 1} and so on
 */
record JobOrder(
    String video,
    String prompt,
    String negativePrompt,
    long seed,
    int steps,
    double guidance,
    int takes) {
  private static final Set<String> FIELDS =
      Set.of("video", "prompt", "negative_prompt", "seed", "steps", "guidance", "takes");

  /** Integers beyond are not exact in JavaScript. */
  private static final long MAX_SEED = (1L << 53) - 1;

  /**
   * Reads an order.
   *
   * @throws Problem names the first field that is wrong
   */
  static JobOrder parse(String json, ModelSpec model) {
    JsonObject object = object(json);
    for (String field : object.keySet()) {
      if (!FIELDS.contains(field)) {
        throw Problem.badRequest(
            field, "There is no setting " + field + "; there are " + List.copyOf(FIELDS) + ".");
      }
    }
    String video = text(object, "video", "");
    if (!Storage.isId(video)) {
      throw Problem.badRequest("video", "Say which video: the id of an upload.");
    }
    return new JobOrder(
        video,
        text(object, "prompt", ""),
        text(object, "negative_prompt", model.negativePrompt()),
        whole(object, "seed", 0, 0, MAX_SEED),
        (int) whole(object, "steps", model.steps(), 1, 1000),
        number(object, "guidance", model.guidance(), 0, 100).doubleValue(),
        (int) whole(object, "takes", 1, 1, StudioOptions.Limits.MAX_TAKES));
  }

  private static JsonObject object(String json) {
    try {
      JsonElement element = JsonParser.parseString(json);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException malformed) {
      // Said below.
    }
    throw new Problem(400, "bad_request", "The request body is not a JSON object.");
  }

  private static String text(JsonObject object, String field, String fallback) {
    JsonPrimitive value = primitive(object, field);
    if (value == null) {
      return fallback;
    }
    if (!value.isString()) {
      throw Problem.badRequest(field, field + " must be a text.");
    }
    String text = value.getAsString().strip();
    if (text.length() > StudioOptions.Limits.MAX_PROMPT_CHARS) {
      throw Problem.badRequest(
          field,
          field + " is longer than " + StudioOptions.Limits.MAX_PROMPT_CHARS + " characters.");
    }
    return text;
  }

  private static long whole(JsonObject object, String field, long fallback, long min, long max) {
    BigDecimal value = number(object, field, (double) fallback, min, max);
    if (value.stripTrailingZeros().scale() > 0) {
      throw Problem.badRequest(field, field + " must be a whole number.");
    }
    return value.longValue();
  }

  private static BigDecimal number(
      JsonObject object, String field, double fallback, long min, long max) {
    JsonPrimitive value = primitive(object, field);
    if (value == null) {
      return BigDecimal.valueOf(fallback);
    }
    String rule = field + " must be a number from " + min + " to " + max + ".";
    // The length bounds the work: 1e999999999 is a number too.
    if (!value.isNumber() || value.getAsString().length() > 25) {
      throw Problem.badRequest(field, rule);
    }
    double near = value.getAsDouble();
    if (!(near >= min && near <= max)) {
      throw Problem.badRequest(field, rule);
    }
    return new BigDecimal(value.getAsString());
  }

  /** The value of a field; {@code null} if it is missing or null. */
  private static JsonPrimitive primitive(JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonPrimitive()) {
      throw Problem.badRequest(field, field + " must be a single value.");
    }
    return value.getAsJsonPrimitive();
  }
}
