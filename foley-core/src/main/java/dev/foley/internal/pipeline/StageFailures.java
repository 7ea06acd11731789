package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.stage.Stage;
import java.util.List;
import java.util.Locale;

/** Gives every failure of a stage its type. */
public final class StageFailures {
  /** How libtorch and the CUDA driver say that memory ran out. */
  private static final List<String> NATIVE_OUT_OF_MEMORY =
      List.of("out of memory", "not enough memory", "can't allocate memory", "bad_alloc");

  private StageFailures() {}

  public static FoleyException typed(Stage stage, Throwable failure) {
    if (failure instanceof FoleyException typed) {
      return typed;
    }
    if (failure instanceof OutOfMemoryError || speaksOfMemory(failure)) {
      return new FoleyException.OutOfMemory(
          "memory ran out in stage "
              + stage.label()
              + "; give the JVM more (-Xmx), or run fewer requests, variants or layers at a time",
          failure);
    }
    return new FoleyException.StageFailed(
        "stage " + stage.label() + " failed unexpectedly: " + failure, failure);
  }

  private static boolean speaksOfMemory(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (NATIVE_OUT_OF_MEMORY.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
