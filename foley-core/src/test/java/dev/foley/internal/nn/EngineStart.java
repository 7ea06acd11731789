package dev.foley.internal.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.foley.FoleyException;
import java.io.IOException;
import java.net.URI;

/** Run by {@link TorchStartTest} in a process of its own. */
public final class EngineStart {
  private EngineStart() {}

  public static void main(String[] args) throws IOException {
    if (args[0].equals("call")) {
      try {
        URI.create("http://foley.invalid/").toURL().openStream().close();
      } catch (IOException e) {
        System.out.println("called");
      }
      return;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      try (NDManager manager = Torch.newManager(Device.cpu())) {
        System.out.println("sum " + manager.create(new float[] {1, 2}).sum().getFloat());
      } catch (FoleyException.InvalidModel e) {
        System.out.println("InvalidModel " + e.getMessage().replace('\n', ' '));
      }
    }
    System.out.println("left " + System.getProperty("ai.djl.offline"));
  }
}
