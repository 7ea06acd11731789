package dev.foley.internal.model.hunyuan;

import dev.foley.internal.weights.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model folder holds, found out from the files' headers alone.
 *
 * @param size {@code xl}, {@code xxl}, or {@code custom} for sizes that were never published
 * @param components one row for each network
 * @param planBytes estimated memory of each plan
 * @param encoderBytes what of it the encoders take in the resident plans
 * @param faults what keeps the model from running; empty if nothing does
 * @param remarks keys that are not used, in short
 */
public record HunyuanInspection(
    String size,
    List<Row> components,
    Map<MemoryPlan, Long> planBytes,
    long encoderBytes,
    List<String> faults,
    List<String> remarks) {

  private static final double GIGA = 1e9;

  /**
   * Bytes of activations and of the Java process for each unit of the transformer's width, at 8 s
   * windows with guidance; from the peaks of whole runs of the XL size (16.2 GB and 3.8 GB).
   */
  private static final long WORKING_PER_WIDTH = 2_000_000;

  /**
   * One network.
   *
   * @param keys tensors it needs
   * @param types element types found
   * @param parameters numbers in these tensors
   */
  public record Row(String component, String file, int keys, String types, long parameters) {}

  /**
   * Inspects a folder in the official layout.
   *
   * @throws dev.foley.FoleyException.InvalidModel if a file is missing or cannot be read at all
   */
  public static HunyuanInspection of(Path folder) {
    try (ModelFolder files = ModelFolder.map(folder)) {
      return of(files);
    }
  }

  static HunyuanInspection of(ModelFolder files) {
    List<Row> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Component component : files.components()) {
      rows.add(
          new Row(
              component.name(),
              Path.of(component.checkpoint().origin()).getFileName().toString(),
              component.keys().size(),
              component.types().stream().map(DType::name).collect(Collectors.joining("+")),
              component.parameters()));
      List<String> unexpected = component.unexpected();
      if (!component.strict() && !unexpected.isEmpty()) {
        remarks.add(
            component.name()
                + ": "
                + unexpected.size()
                + " unknown keys are not used, such as "
                + unexpected.get(0));
      }
    }
    Map<MemoryPlan, Long> plans = new EnumMap<>(MemoryPlan.class);
    for (MemoryPlan plan : MemoryPlan.values()) {
      plans.put(plan, bytes(files, plan));
    }
    return new HunyuanInspection(
        files.size,
        List.copyOf(rows),
        plans,
        Float.BYTES * encoders(files),
        List.copyOf(files.faults()),
        List.copyOf(remarks));
  }

  private static long bytes(ModelFolder files, MemoryPlan plan) {
    return MemoryPlan.estimate(
        plan,
        files.transformer.parameters(),
        encoders(files),
        files.dac.parameters(),
        largestBlock(files.transformer.keys()),
        WORKING_PER_WIDTH * files.transformerConfig.hidden());
  }

  private static long encoders(ModelFolder files) {
    return files.siglip.parameters() + files.synchformer.parameters() + files.clap.parameters();
  }

  private static long largestBlock(Map<String, long[]> keys) {
    Map<String, Long> sums =
        keys.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().replaceAll("^(\\w+_blocks\\.\\d+|[^.]+).*", "$1"),
                    Collectors.summingLong(
                        entry -> {
                          long count = 1;
                          for (long n : entry.getValue()) {
                            count *= n;
                          }
                          return count;
                        })));
    return sums.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The table as text, for a terminal. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append("HunyuanVideo-Foley ").append(size.toUpperCase(Locale.ROOT)).append('\n');
    line(text, "%-12s %-32s %6s %-10s %15s%n", "component", "file", "keys", "type", "parameters");
    for (Row row : components) {
      line(
          text,
          "%-12s %-32s %6d %-10s %,15d%n",
          row.component,
          row.file,
          row.keys,
          row.types,
          row.parameters);
    }
    planBytes.forEach(
        (plan, bytes) -> line(text, "memory %-17s about %5.1f GB%n", plan.label(), bytes / GIGA));
    line(
        text,
        "of the resident plans, %.1f GB hold the encoders; freed while sampling if memory is short%n",
        encoderBytes / GIGA);
    remarks.forEach(remark -> text.append("note: ").append(remark).append('\n'));
    faults.forEach(fault -> text.append("fault: ").append(fault).append('\n'));
    text.append(faults.isEmpty() ? "complete\n" : faults.size() + " faults\n");
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
