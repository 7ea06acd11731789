package dev.foley.internal.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import dev.foley.FoleyException;
import java.lang.management.MemoryUsage;
import java.nio.ByteOrder;

/**
 * The only door to the tensor engine: starts it once, without its telemetry and without downloads,
 * and chooses the device. Adding the CUDA native jar is all it takes to run on a GPU.
 */
public final class Torch {
  private static final String OPT_OUT = "OPT_OUT_TRACKING";

  /**
   * Without a native jar DJL would fetch one from the network; a host that wants that sets this.
   */
  private static final String OFFLINE = "ai.djl.offline";

  /** Threads of one tensor operation; a host that sets this property decides. */
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private static volatile boolean allCores;

  private Torch() {}

  /**
   * The engine; started on first use.
   *
   * @throws FoleyException.InvalidModel if it does not start, each time it is asked for
   */
  public static Engine engine() {
    if (Holder.FAILURE != null) {
      throw new FoleyException.InvalidModel(
          "the PyTorch engine did not start: add ai.djl.pytorch:pytorch-native-cpu for your platform"
              + " to the class path (README, section Native libraries): "
              + Holder.FAILURE.getMessage(),
          Holder.FAILURE);
    }
    return Holder.ENGINE;
  }

  /**
   * Resolves a device by name.
   *
   * @param name {@code auto} (first GPU, else CPU), {@code cpu}, {@code gpu} or {@code gpu:N}
   */
  public static Device device(String name) {
    if (name.equals("auto")) {
      return engine().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (name.equals("gpu") || name.matches("gpu:\\d{1,3}")) {
      int index = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(4));
      if (index >= engine().getGpuCount()) {
        throw new FoleyException.InvalidRequest(
            "device "
                + name
                + " was asked for, but the engine sees "
                + engine().getGpuCount()
                + " GPUs; add the CUDA native jar (docs/models.md) or use \"auto\"");
      }
      return Device.gpu(index);
    }
    throw new FoleyException.InvalidRequest(
        "unknown device \"" + name + "\"; use auto, cpu, gpu or gpu:N");
  }

  /**
   * Lets one tensor operation take every core, for models whose networks are nearly all the work;
   * on a machine busy with other programs the threads then lose much time waiting for each other.
   * The engine settles its threads when it starts: called later, this changes nothing. A host that
   * set the property {@code ai.djl.pytorch.num_threads} keeps its number.
   */
  public static void useAllCores() {
    allCores = true;
    engine();
  }

  /** Free memory of a GPU in bytes; without limit where the driver does not tell. */
  public static long freeBytes(Device gpu) {
    try {
      MemoryUsage memory = CudaUtils.getGpuMemory(gpu);
      return memory.getMax() - memory.getCommitted();
    } catch (RuntimeException | LinkageError e) {
      return Long.MAX_VALUE;
    }
  }

  /** A new root owner of native memory on a device; whoever asked closes it. */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * A tensor with a copy of numbers. What the engine itself makes of a Java array refers to a
   * direct buffer that lives until the garbage collector comes by, and in a process with much heap
   * to spare it seldom does: hundreds of megabytes of closed tensors pile up. This is the engine's
   * own memory and goes when the tensor is closed.
   */
  public static NDArray tensor(NDManager manager, float[] values, Shape shape) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(values.length + " numbers do not fill " + shape);
    }
    if (manager.getDevice().isGpu()) {
      return manager.create(values, shape);
    }
    NDArray tensor = manager.create(shape, DataType.FLOAT32);
    tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
    return tensor;
  }

  /** A failure is kept: thrown from the initialiser it would come wrapped, and then as another. */
  private static final class Holder {
    static final Engine ENGINE;
    static final Throwable FAILURE;

    static {
      Engine engine = null;
      Throwable failure = null;
      try {
        engine = start();
      } catch (EngineException | LinkageError e) {
        failure = e;
      }
      ENGINE = engine;
      FAILURE = failure;
    }

    /**
     * Starts the engine with three of its properties set for the moment, then leaves them as the
     * host had them: DJL's Engine class reports its start to the network from a static initialiser
     * and fetches missing native code, and an embedded library must do neither unasked; and
     * libtorch takes a thread for every core, which then spin waiting for each other, for the
     * pipeline's own stages keep half of the cores busy.
     */
    private static Engine start() {
      String optOut = System.getProperty(OPT_OUT);
      String offline = System.getProperty(OFFLINE);
      String threads = System.getProperty(THREADS);
      System.setProperty(OPT_OUT, "true");
      if (offline == null) {
        System.setProperty(OFFLINE, "true");
      }
      if (threads == null) {
        int cores = Runtime.getRuntime().availableProcessors();
        System.setProperty(THREADS, Integer.toString(allCores ? cores : Math.max(1, cores / 2)));
      }
      try {
        return Engine.getEngine("PyTorch");
      } finally {
        putBack(OPT_OUT, optOut);
        putBack(OFFLINE, offline);
        putBack(THREADS, threads);
      }
    }

    private static void putBack(String property, String value) {
      if (value == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, value);
      }
    }
  }
}
