package dev.foley.training;

import dev.foley.internal.model.embedded.VisualGrid;
import dev.foley.internal.model.embedded.VisualInput;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.motion.MotionEvent;
import dev.foley.training.scene.Contact;
import dev.foley.training.scene.ContinuousContact;
import dev.foley.training.scene.SceneClip;
import dev.foley.video.FrameSource;
import dev.foley.video.VideoFrame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A rendered clip as the visual network sees it, with its truth.
 *
 * @param kind kind of scene
 * @param material what is struck, as far as it shows; empty if nothing is
 * @param duration seconds
 * @param contacts true contacts
 * @param friction sliding contact at 50 a second, 0 to 1
 * @param planes per token {@link VisualInput#PLANE_VALUES} bytes in steps of {@link
 *     VisualInput#STEP}
 * @param scalars per token {@link VisualNet#SCALARS} numbers
 * @param motion motion level per token
 */
record Clip(
    String kind,
    String material,
    double duration,
    List<MotionEvent> contacts,
    float[] friction,
    byte[] planes,
    float[] scalars,
    float[] motion) {

  private static final int FINE_RATE = 50;

  int tokens() {
    return motion.length;
  }

  /** The same without the bulk of it, for whoever holds the planes elsewhere. */
  Clip withoutPlanes() {
    return new Clip(kind, material, duration, contacts, friction, new byte[0], scalars, motion);
  }

  /** Renders a scene and looks at it through the SDK's own eyes. */
  static Clip of(SceneClip scene) {
    try (FrameSource source = scene.open(VisualGrid.LEAST_INTERVAL, VisualGrid.PICTURE)) {
      return look(source, scene);
    }
  }

  /** The same with the pictures from elsewhere, for example from an encoded file of the scene. */
  static Clip look(FrameSource source, SceneClip scene) {
    List<byte[]> planes = new ArrayList<>();
    List<float[]> scalars = new ArrayList<>();
    List<Float> motion = new ArrayList<>();
    float[] values = new float[VisualInput.PLANE_VALUES];
    VisualGrid grid =
        new VisualGrid(
            (token, frame, picture) -> {
              VisualInput.planes(frame, picture, values, 0);
              byte[] bytes = new byte[values.length];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(values[i] / VisualInput.STEP);
              }
              float[] s = new float[VisualNet.SCALARS];
              VisualInput.scalars(frame, VisualGrid.instant(token), s, 0);
              planes.add(bytes);
              scalars.add(s);
              motion.add(VisualInput.motionLevel(frame));
            });
    for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
      grid.push(frame.pictures().get(0).data(), frame.time().seconds());
    }
    grid.finish(scene.duration());
    int tokens = planes.size();
    byte[] allPlanes = new byte[tokens * VisualInput.PLANE_VALUES];
    float[] allScalars = new float[tokens * VisualNet.SCALARS];
    float[] allMotion = new float[tokens];
    for (int i = 0; i < tokens; i++) {
      System.arraycopy(
          planes.get(i), 0, allPlanes, i * VisualInput.PLANE_VALUES, VisualInput.PLANE_VALUES);
      System.arraycopy(scalars.get(i), 0, allScalars, i * VisualNet.SCALARS, VisualNet.SCALARS);
      allMotion[i] = motion.get(i);
    }
    List<MotionEvent> contacts = new ArrayList<>();
    for (Contact contact : scene.contacts()) {
      contacts.add(new MotionEvent(contact.time(), contact.strength()));
    }
    return new Clip(
        scene.kind().name(),
        String.valueOf(scene.description().surface()),
        scene.duration().seconds(),
        contacts,
        friction(scene.continuous(), 2 * tokens),
        allPlanes,
        allScalars,
        allMotion);
  }

  private static float[] friction(List<ContinuousContact> slides, int count) {
    float[] curve = new float[count];
    for (ContinuousContact slide : slides) {
      int last = slide.intensity().size() - 1;
      for (int i = 0; i < count; i++) {
        double t = (double) i / FINE_RATE;
        if (t >= slide.start() && t <= slide.end() && last >= 0) {
          double at = last * (t - slide.start()) / Math.max(1e-9, slide.end() - slide.start());
          float level = slide.intensity().get((int) Math.round(at)).floatValue();
          curve[i] = Math.max(curve[i], level);
        }
      }
    }
    return curve;
  }

  /** Copies tokens {@code from} to {@code from + count} as network input; zero beyond the end. */
  void input(int from, int count, float[] planesOut, int planesAt, float[] scalarsOut, int at) {
    int available = Math.min(count, tokens() - from);
    int offset = from * VisualInput.PLANE_VALUES;
    for (int i = 0; i < available * VisualInput.PLANE_VALUES; i++) {
      planesOut[planesAt + i] = planes[offset + i] * VisualInput.STEP;
    }
    System.arraycopy(
        scalars, from * VisualNet.SCALARS, scalarsOut, at, available * VisualNet.SCALARS);
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeUTF(kind);
      out.writeUTF(material);
      out.writeDouble(duration);
      out.writeInt(contacts.size());
      for (MotionEvent contact : contacts) {
        out.writeDouble(contact.time());
        out.writeDouble(contact.strength());
      }
      writeFloats(out, friction);
      writeFloats(out, scalars);
      writeFloats(out, motion);
      out.writeInt(planes.length);
      out.write(planes);
    }
  }

  static Clip read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      String kind = in.readUTF();
      String material = in.readUTF();
      double duration = in.readDouble();
      List<MotionEvent> contacts = new ArrayList<>();
      for (int n = in.readInt(); n > 0; n--) {
        contacts.add(new MotionEvent(in.readDouble(), in.readDouble()));
      }
      float[] friction = readFloats(in);
      float[] scalars = readFloats(in);
      float[] motion = readFloats(in);
      return new Clip(
          kind,
          material,
          duration,
          contacts,
          friction,
          in.readNBytes(in.readInt()),
          scalars,
          motion);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
