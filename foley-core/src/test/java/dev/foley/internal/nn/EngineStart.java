package dev.foley.internal.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.foley.FoleyException;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Run by {@link TorchStartTest} in a process of its own, in which every URL of the network is
 * printed and refused.
 */
public final class EngineStart {
  private EngineStart() {}

  public static void main(String[] args) {
    URL.setURLStreamHandlerFactory(
        protocol -> protocol.startsWith("http") ? new RefusingHandler() : null);
    if (args[0].equals("bare")) {
      System.out.println("started " + Engine.getEngine("PyTorch").getEngineName());
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

  private static final class RefusingHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      System.out.println("asked " + url);
      throw new IOException("no network in this test");
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      return openConnection(url);
    }
  }
}
