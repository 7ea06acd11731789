package dev.foley.web;

import dev.foley.FoleyException;
import java.util.Map;

/**
 * A failure the user can be told about. The code is for programs (and for the page's own words),
 * the message for people.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> details;

  Problem(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  /**
   * Makes a failure.
   *
   * @param details what the message is about: a limit, a field
   */
  Problem(int status, String code, String message, Map<String, Object> details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** A failure of the library in the studio's terms. */
  static Problem of(FoleyException failure) {
    return new Problem(status(failure), code(failure), failure.getMessage());
  }

  static Problem badRequest(String field, String message) {
    return new Problem(400, "bad_request", message, Map.of("field", field));
  }

  static Problem notFound(String what) {
    return new Problem(404, "not_found", "There is no such " + what + ".");
  }

  private static int status(FoleyException failure) {
    if (failure instanceof FoleyException.UnusableMedia) {
      return 422;
    }
    return failure instanceof FoleyException.InvalidRequest ? 400 : 500;
  }

  /** {@code UnreadableMedia} gives {@code unreadable_media}. */
  private static String code(FoleyException failure) {
    String name = failure.getClass().getSimpleName();
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
  }

  int status() {
    return status;
  }

  Body body() {
    return new Body(status, code, getMessage(), details);
  }

  /**
   * The failure as JSON, after RFC 9457.
   *
   * @param detail a sentence
   */
  record Body(int status, String code, String detail, Map<String, Object> details) {}

  /** The message without the name the studio gave the file, which means nothing to the user. */
  Problem naming(String storedName, String clientName) {
    Problem renamed =
        new Problem(status, code, getMessage().replace(storedName, clientName), details);
    renamed.initCause(this);
    return renamed;
  }
}
