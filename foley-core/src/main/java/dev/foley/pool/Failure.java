package dev.foley.pool;

import dev.foley.FoleyException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;

/**
 * A failure on its way through the pipe.
 *
 * @param type simple name of the {@link FoleyException}
 * @param trace the stack trace in the worker, as text
 */
record Failure(String type, String message, String trace) {
  static Failure of(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    if (failure instanceof FoleyException) {
      return new Failure(
          failure.getClass().getSimpleName(), failure.getMessage(), trace.toString());
    }
    Class<?> type =
        failure instanceof OutOfMemoryError
            ? FoleyException.OutOfMemory.class
            : FoleyException.StageFailed.class;
    return new Failure(
        type.getSimpleName(), "a worker failed unexpectedly: " + failure, trace.toString());
  }

  /** The same failure in this process; its cause shows where it came from. */
  FoleyException toException() {
    Throwable origin = new Origin(trace);
    for (Class<?> candidate : FoleyException.class.getDeclaredClasses()) {
      if (candidate.getSimpleName().equals(type)) {
        return make(candidate, origin);
      }
    }
    return new FoleyException.StageFailed(message, origin);
  }

  private FoleyException make(Class<?> type, Throwable origin) {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (constructor.getParameterCount() == 2) {
          return (FoleyException) constructor.newInstance(message, origin);
        }
      }
      FoleyException made = (FoleyException) type.getConstructor(String.class).newInstance(message);
      made.addSuppressed(origin);
      return made;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be made from a message", e);
    }
  }

  /** A stack trace of another process. */
  private static final class Origin extends Exception {
    private static final long serialVersionUID = 1L;

    Origin(String trace) {
      super("in the worker process: " + trace, null, false, false);
    }
  }
}
