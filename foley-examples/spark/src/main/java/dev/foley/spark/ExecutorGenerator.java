package dev.foley.spark;

import dev.foley.FoleyGenerator;
import java.util.Objects;

/**
 * The one generator of this JVM, opened when the first video needs it and shared by all tasks that
 * run at the same time. It holds native memory and is never serialised; every executor opens its
 * own. The JVM closes it at its end.
 */
final class ExecutorGenerator {
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private static RequestTemplate template;
  private static FoleyGenerator generator;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(ExecutorGenerator::close, "foley-spark-shutdown"));
  }

  private ExecutorGenerator() {}

  /**
   * The generator for a request; one for another request is closed, and with it whatever is left of
   * an earlier batch.
   *
   * @param threads of a tensor operation; only the first call in a JVM can set it
   * @throws dev.foley.FoleyException.InvalidModel if the model cannot be opened on this node
   */
  static synchronized FoleyGenerator get(RequestTemplate wanted, int threads) {
    Objects.requireNonNull(wanted, "wanted");
    if (!wanted.equals(template)) {
      close();
      // An executor runs nothing else, so it may decide for its process what a library may not.
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
      if (System.getProperty(THREADS) == null) {
        System.setProperty(THREADS, Integer.toString(threads));
      }
      generator = wanted.generator().build();
      template = wanted;
    }
    return generator;
  }

  private static synchronized void close() {
    if (generator != null) {
      generator.close();
      generator = null;
      template = null;
    }
  }
}
