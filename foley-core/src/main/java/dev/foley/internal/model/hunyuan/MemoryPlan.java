package dev.foley.internal.model.hunyuan;

import dev.foley.FoleyException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the weights live while the model runs. */
public enum MemoryPlan {
  /** All weights in memory as float32: the fastest on a CPU. */
  RESIDENT_FLOAT32,
  /** The transformer's weights in memory as float16, the rest as float32: for GPUs. */
  RESIDENT_FLOAT16,
  /**
   * Weights are read from the mapped files a block at a time and freed after it; only the decoder
   * stays in memory.
   */
  STREAMED;

  /** System property that forces a plan, by its lower-case name with hyphens. */
  public static final String PROPERTY = "foley.memory.plan";

  /** Share of the available memory that a plan may take. */
  private static final double SHARE = 0.8;

  /** The name in properties and tables, such as {@code resident-float32}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Memory this plan needs, estimated from the parameter counts.
   *
   * @param transformer parameters of the transformer
   * @param encoders parameters of the three encoders
   * @param decoder parameters of the decoder
   * @param largestBlock parameters of the largest part that is streamed at once
   * @param working bytes for activations
   */
  static long estimate(
      MemoryPlan plan,
      long transformer,
      long encoders,
      long decoder,
      long largestBlock,
      long working) {
    return switch (plan) {
      case RESIDENT_FLOAT32 -> 4 * (transformer + encoders + decoder) + working;
      case RESIDENT_FLOAT16 -> 2 * transformer + 4 * (encoders + decoder) + working;
      // The block itself, and the largest of its tensors again while it is converted.
      case STREAMED -> 4 * (2 * largestBlock + decoder) + working;
    };
  }

  /**
   * The forced plan, else the one for the device (float16 on a GPU) if it fits, else the streamed
   * one.
   *
   * @param bytes memory each plan needs
   * @param encoderBytes what of it the encoders take
   * @param available memory of the device that is free
   */
  static MemoryPlan choose(
      boolean gpu, Map<MemoryPlan, Long> bytes, long encoderBytes, long available) {
    String forced = System.getProperty(PROPERTY);
    if (forced != null) {
      return parse(forced);
    }
    MemoryPlan resident = gpu ? RESIDENT_FLOAT16 : RESIDENT_FLOAT32;
    return fits(bytes.get(resident) - encoderBytes, available) ? resident : STREAMED;
  }

  /**
   * Whether the encoders' weights stay in memory too. Where that is short they are read for each
   * use and freed again, so that sampling has the memory to itself.
   */
  boolean keepsEncoders(Map<MemoryPlan, Long> bytes, long available) {
    return this != STREAMED && fits(bytes.get(this), available);
  }

  private static boolean fits(long bytes, long available) {
    return bytes <= SHARE * available;
  }

  /**
   * The plan of this {@link #label()}.
   *
   * @throws FoleyException.InvalidRequest naming the plans there are
   */
  public static MemoryPlan parse(String label) {
    for (MemoryPlan plan : values()) {
      if (plan.label().equals(label)) {
        return plan;
      }
    }
    throw new FoleyException.InvalidRequest(
        "unknown memory plan \""
            + label
            + "\" in "
            + PROPERTY
            + "; use "
            + Arrays.stream(values()).map(MemoryPlan::label).collect(Collectors.joining(", ")));
  }

  /** Memory that can be taken without swapping. */
  static long availableBytes() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/meminfo"));
      for (String line : lines) {
        if (line.startsWith("MemAvailable:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux; the figure below leaves out what the system could give back, so it is cautious.
      return freeBytes();
    }
    return freeBytes();
  }

  private static long freeBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getFreeMemorySize()
        : 0;
  }
}
