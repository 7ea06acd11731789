package dev.foley.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on two executors, each a process of its own with one core, started by Spark's own master
 * and workers. The executors see this project's classes as a cluster's would: through Spark's class
 * loader for the user's jars. In order, because executors that have met their end start cold.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds executors in /proc")
class ClusterTest {
  private static final List<String> GOOD = List.of("a", "b", "deep/c", "flaky");
  private static final int SAMPLES = 48_000;

  @TempDir static Path folder;
  private static SparkSession spark;
  private static Map<String, Row> first;
  private static Map<String, byte[]> made;

  @BeforeAll
  static void start() throws IOException {
    Path videos = folder.resolve("in");
    Files.createDirectories(videos.resolve("deep"));
    for (int i = 0; i < GOOD.size(); i++) {
      Clips.film(videos.resolve(GOOD.get(i) + ".mp4"), i, 1);
    }
    Files.writeString(videos.resolve("broken.mp4"), "not a video");
    spark =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .config("spark.executor.memory", "1g")
            .config("spark.executor.cores", 1)
            .config(
                "spark.executor.extraJavaOptions",
                "-XX:ActiveProcessorCount=1 -XX:TieredStopAtLevel=1")
            .config("spark.task.maxFailures", 3)
            .config("spark.ui.enabled", false)
            .config("spark.jars", UserJars.collect(folder.resolve("jars")))
            .config("spark.hadoop.fs.away.impl", AwayFileSystem.class.getName())
            .getOrCreate();
    first = run("away://" + videos, out("first"), 0);
    made = outputs("first");
  }

  @AfterAll
  static void stop() throws IOException {
    if (spark != null) {
      spark.close();
    }
    UserJars.deleteCopies();
  }

  private static String out(String name) {
    return "away://" + folder.resolve(name);
  }

  /** Runs the job; its table by names. */
  private static Map<String, Row> run(String videos, String out, long seed) throws IOException {
    VideoList list = new VideoList(spark.sparkContext().hadoopConfiguration());
    list.add(videos, "a ball bounces");
    RequestTemplate template =
        new RequestTemplate(
            seed,
            1,
            null,
            null,
            0,
            null,
            SAMPLES,
            SampleFormat.PCM16,
            1,
            null,
            true,
            "mp4",
            RequestTemplate.EMBEDDED,
            "cpu",
            "auto");
    Map<String, Row> rows = new HashMap<>();
    for (Row row : new Batch(spark, template, 0).run(list.videos(), out).collectAsList()) {
      assertNull(rows.put(row.getAs("name"), row), "one row for each video");
    }
    return rows;
  }

  /** What a run left, by name. */
  private static Map<String, byte[]> outputs(String name) throws IOException {
    Map<String, byte[]> outputs = new TreeMap<>();
    Path root = folder.resolve(name);
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(root.resolve("_foley/results"))
            && !file.startsWith(root.resolve("metrics.parquet"))) {
          outputs.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return outputs;
  }

  @Test
  @Order(1)
  void everyVideoIsARow() throws IOException {
    assertEquals(GOOD.size() + 1, first.size());
    for (String name : GOOD) {
      Row row = first.get(name);
      assertEquals(Result.GENERATED, row.getAs("status"));
      assertEquals("away:" + folder + "/in/" + name + ".mp4", row.getAs("path"));
      assertEquals(1.0, row.<Double>getAs("duration_s"));
      assertEquals((long) SAMPLES, row.<Long>getAs("samples"));
      assertTrue(row.<Double>getAs("rtf") > 0);
      assertTrue(row.<Double>getAs("cpu_ms") > 0);
      assertTrue(row.getJavaMap(row.fieldIndex("timings_ms")).containsKey("latents"));
      assertNotNull(row.<Object>getAs("events"));
      assertNull(row.<Object>getAs("error"));
      assertEquals(
          SAMPLES, WavReader.read(folder.resolve("first/" + name + ".foley.wav")).frames());
    }
    Row broken = first.get("broken");
    assertEquals(Result.FAILED, broken.getAs("status"));
    assertEquals("UnreadableMedia", broken.getAs("error_type"));
    assertEquals(0, broken.<Integer>getAs("attempt"), "trying again would not help");
    assertEquals(1, first.get("flaky").<Integer>getAs("attempt"), "trying again did help");
    assertEquals(2 * GOOD.size(), made.size());
  }

  @Test
  @Order(2)
  void finishedOutputsAreSkippedAndOthersMade() throws IOException {
    String videos = "away://" + folder.resolve("in");
    Path wav = folder.resolve("first/a.foley.wav");
    Files.write(wav, new byte[7]);

    Map<String, Row> rows = run(videos, out("first"), 0);
    assertEquals(Result.SKIPPED, rows.get("b").getAs("status"));
    assertEquals(first.get("b").<Double>getAs("rtf"), rows.get("b").getAs("rtf"), "figures stay");
    assertEquals(Result.FAILED, rows.get("broken").getAs("status"));
    assertEquals(Result.GENERATED, rows.get("a").getAs("status"), "a stump is no output");
    assertSame(made, outputs("first"));

    rows = run(videos + "/a.mp4", out("first"), 1);
    assertEquals(Result.GENERATED, rows.get("a").getAs("status"));
    assertFalse(
        Arrays.equals(made.get("a.foley.wav"), Files.readAllBytes(wav)),
        "another seed is another request");
  }

  @Test
  @Order(3)
  void aKilledExecutorLosesNothing() throws IOException {
    ExecutorKiller killer = new ExecutorKiller(2);
    spark.sparkContext().addSparkListener(killer);
    Map<String, Row> rows;
    try {
      rows = run(folder.resolve("in").toString(), out("killed"), 0);
    } finally {
      spark.sparkContext().removeSparkListener(killer);
    }
    assertEquals(1, killer.tasksLost(), "the kill hit a task at work");
    for (String name : GOOD) {
      assertEquals(Result.GENERATED, rows.get(name).getAs("status"));
    }
    assertSame(made, outputs("killed"));
  }

  private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
  }

  @Test
  @Order(4)
  void aVideoThatKillsItsProcessIsARow() throws IOException {
    Path some = Files.createDirectories(folder.resolve("deaths"));
    Files.write(some.resolve(AwayFileSystem.DEADLY), new byte[10]);
    Row row = run("away://" + some, out("deadly"), 0).get("deadly");
    assertEquals(Result.FAILED, row.getAs("status"));
    assertEquals("ExecutorLost", row.getAs("error_type"));
    assertEquals(2, row.<Integer>getAs("attempt"));
  }
}
