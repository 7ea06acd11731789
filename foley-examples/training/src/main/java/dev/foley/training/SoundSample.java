package dev.foley.training;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.motion.MotionEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One example for the synthesizer: a caption, when something happens, and the sound as latents.
 *
 * @param caption the prompt; empty for neutral Foley
 * @param events contacts as the sync track will report them, in seconds
 * @param friction sliding contact per latent frame, 0 to 1
 * @param latents {@code count * LATENT_CHANNELS} values
 * @param sight what the visual encoder said about the clip; null where there is no picture
 */
record SoundSample(
    String caption, List<MotionEvent> events, float[] friction, float[] latents, Sight sight) {

  /**
   * Visual features of the whole clip.
   *
   * @param tokens visual tokens, 25 a second
   * @param contact contact curve, 50 a second
   * @param motion motion curve, 50 a second
   */
  record Sight(float[] tokens, float[] contact, float[] motion) {}

  int count() {
    return latents.length / EmbeddedConfig.LATENT_CHANNELS;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(caption);
    out.writeInt(events.size());
    for (MotionEvent event : events) {
      out.writeDouble(event.time());
      out.writeFloat((float) event.strength());
    }
    writeHalves(out, friction);
    writeHalves(out, latents);
    out.writeBoolean(sight != null);
    if (sight != null) {
      writeHalves(out, sight.tokens);
      writeHalves(out, sight.contact);
      writeHalves(out, sight.motion);
    }
  }

  static SoundSample read(DataInputStream in) throws IOException {
    String caption = in.readUTF();
    int count = in.readInt();
    List<MotionEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(new MotionEvent(in.readDouble(), in.readFloat()));
    }
    float[] friction = readHalves(in);
    float[] latents = readHalves(in);
    Sight sight =
        in.readBoolean() ? new Sight(readHalves(in), readHalves(in), readHalves(in)) : null;
    return new SoundSample(caption, List.copyOf(events), friction, latents, sight);
  }

  /**
   * Brain floats would lose the latents' small differences; 16-bit fixed point over +-16 does not.
   */
  private static void writeHalves(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    byte[] bytes = new byte[values.length * 2];
    for (int i = 0; i < values.length; i++) {
      int v = Math.max(-32768, Math.min(32767, Math.round(values[i] * 2048)));
      bytes[2 * i] = (byte) (v >> 8);
      bytes[2 * i + 1] = (byte) v;
    }
    out.write(bytes);
  }

  private static float[] readHalves(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = in.readNBytes(values.length * 2);
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) ((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff) / 2048f;
    }
    return values;
  }
}
