package dev.foley;

/**
 * The one unchecked failure of the SDK. Every message says what was wrong, where, and what to do;
 * the nested types let a caller tell apart the cases that need different answers.
 *
 * <p>Wrong arguments in a builder call are plain {@link IllegalArgumentException}s from that call;
 * what can only be known later (a file's content, a model's shapes) is reported with these types.
 */
public abstract sealed class FoleyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private FoleyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Nothing can be made of this file, whatever the request; the types that extend this say why. */
  public abstract static sealed class UnusableMedia extends FoleyException {
    private static final long serialVersionUID = 1L;

    private UnusableMedia(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The media file is missing, empty, damaged beyond use, or no media file at all. */
  public static final class UnreadableMedia extends UnusableMedia {
    private static final long serialVersionUID = 1L;

    public UnreadableMedia(String message, Throwable cause) {
      super(message, cause);
    }

    public UnreadableMedia(String message) {
      this(message, null);
    }
  }

  /** The container was understood, the video codec or its pixel format was not. */
  public static final class UnsupportedCodec extends UnusableMedia {
    private static final long serialVersionUID = 1L;

    public UnsupportedCodec(String message) {
      super(message, null);
    }
  }

  /** A good media file that holds no video stream. */
  public static final class NoVideoStream extends UnusableMedia {
    private static final long serialVersionUID = 1L;

    public NoVideoStream(String message) {
      super(message, null);
    }
  }

  /** Model files are missing, damaged, hostile, or do not fit the architecture. */
  public static final class InvalidModel extends FoleyException {
    private static final long serialVersionUID = 1L;

    public InvalidModel(String message, Throwable cause) {
      super(message, cause);
    }

    public InvalidModel(String message) {
      this(message, null);
    }
  }

  /** The request cannot be met: for example no prompt track entry, or an unknown decoder name. */
  public static final class InvalidRequest extends FoleyException {
    private static final long serialVersionUID = 1L;

    public InvalidRequest(String message, Throwable cause) {
      super(message, cause);
    }

    public InvalidRequest(String message) {
      this(message, null);
    }
  }

  /** The caller cancelled the request, or its thread was interrupted. */
  public static final class Cancelled extends FoleyException {
    private static final long serialVersionUID = 1L;

    public Cancelled(String message) {
      super(message, null);
    }
  }

  /** Heap or native memory ran out. */
  public static final class OutOfMemory extends FoleyException {
    private static final long serialVersionUID = 1L;

    public OutOfMemory(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A stage produced a NaN or an infinity; nothing of that window is delivered. */
  public static final class NonFinite extends FoleyException {
    private static final long serialVersionUID = 1L;

    public NonFinite(String message) {
      super(message, null);
    }
  }

  /** The result could not be written; no partial file stays under the final name. */
  public static final class UnwritableOutput extends FoleyException {
    private static final long serialVersionUID = 1L;

    public UnwritableOutput(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The process that worked on the request died or hung, on every attempt; the message tells how,
   * with exit code and crash log.
   */
  public static final class WorkerFailed extends FoleyException {
    private static final long serialVersionUID = 1L;

    public WorkerFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A stage failed in a way none of the other types describes; the cause tells how. */
  public static final class StageFailed extends FoleyException {
    private static final long serialVersionUID = 1L;

    public StageFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
