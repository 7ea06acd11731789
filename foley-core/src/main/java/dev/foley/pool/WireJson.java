package dev.foley.pool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/** Values as text, and back again without loss. */
final class WireJson {
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(Duration.class, new DurationAdapter().nullSafe())
          .registerTypeAdapter(OptionalDouble.class, new OptionalDoubleAdapter())
          .serializeSpecialFloatingPointValues()
          .create();

  private WireJson() {}

  static String write(Object value) {
    return GSON.toJson(value);
  }

  static <T> T read(String text, Class<T> type) {
    return GSON.fromJson(text, type);
  }

  private static final class DurationAdapter extends TypeAdapter<Duration> {
    @Override
    public void write(JsonWriter out, Duration value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Duration read(JsonReader in) throws IOException {
      return Duration.parse(in.nextString());
    }
  }

  /** An empty one is an empty array. */
  private static final class OptionalDoubleAdapter extends TypeAdapter<OptionalDouble> {
    @Override
    public void write(JsonWriter out, OptionalDouble value) throws IOException {
      out.beginArray();
      if (value.isPresent()) {
        out.value(value.getAsDouble());
      }
      out.endArray();
    }

    @Override
    public OptionalDouble read(JsonReader in) throws IOException {
      in.beginArray();
      OptionalDouble value =
          in.hasNext() ? OptionalDouble.of(in.nextDouble()) : OptionalDouble.empty();
      in.endArray();
      return value;
    }
  }
}
