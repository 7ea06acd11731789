package dev.foley.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Messages over a pipe: a mark, a name, the length of the text in bytes, and the text in UTF-8.
 * Reading is for one thread, writing for any.
 */
final class Wire {
  /** Anything else means that somebody printed into the pipe. */
  private static final int MARK = 0xF01E4A17;

  private final DataInputStream in;
  private final DataOutputStream out;

  Wire(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  /** What is said. */
  enum Kind {
    /** To the worker, first of all: a {@link GeneratorSetup}. */
    SETUP,
    /** To the worker: an {@link Order}. */
    RUN,
    /** To the worker: give up what you are doing. */
    CANCEL,
    /** From the worker, every second while it runs: how far it is, a number that only grows. */
    BEAT,
    /** From the worker: the report. */
    DONE,
    /** From the worker: a {@link Failure}. */
    FAILED
  }

  record Message(Kind kind, String text) {}

  /** A request and where its sound goes. */
  record Order(com.google.gson.JsonObject request, String wav) {}

  void send(Kind kind, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.writeInt(MARK);
      out.writeUTF(kind.name());
      out.writeInt(bytes.length);
      out.write(bytes);
      out.flush();
    }
  }

  /** Waits for a message; {@code null} at the end of the pipe. */
  Message read() throws IOException {
    int mark;
    try {
      mark = in.readInt();
    } catch (EOFException e) {
      return null;
    }
    if (mark != MARK) {
      throw new IOException("something else than messages came through the pipe");
    }
    Kind kind = Kind.valueOf(in.readUTF());
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the pipe ended in a message");
    }
    return new Message(kind, new String(bytes, StandardCharsets.UTF_8));
  }
}
