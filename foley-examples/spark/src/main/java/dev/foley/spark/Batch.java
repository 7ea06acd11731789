package dev.foley.spark;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/** The job: one task for each video, then the table of what became of them. */
final class Batch {
  /** Few enough for one file to be written in seconds, many enough for few files. */
  private static final int ROWS_A_FILE = 50_000;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final RequestTemplate template;
  private final int threads;

  /**
   * A job for one request of many videos.
   *
   * @param threads of a tensor operation; 0: half of the cores of a task, as the library does with
   *     the cores of a machine, because its other stages keep the other half busy
   */
  Batch(SparkSession spark, RequestTemplate template, int threads) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.template = template;
    this.threads =
        threads > 0 ? threads : Math.max(1, context.getConf().getInt("spark.task.cpus", 1) / 2);
  }

  /**
   * Makes what is not there yet.
   *
   * @param out folder of the outputs; created if it does not exist
   * @return the metrics table
   */
  Dataset<Row> run(List<Video> videos, String out) throws IOException {
    Configuration configuration = context.hadoopConfiguration();
    Path root = new Path(out);
    FileSystem system = Storage.of(root, configuration);
    system.mkdirs(root);
    String qualified = root.makeQualified(system.getUri(), system.getWorkingDirectory()).toString();
    String run = UUID.randomUUID().toString();
    OutputFolder folder = new OutputFolder(qualified, run, configuration);
    VideoTask task =
        new VideoTask(
            Fingerprint.of(template),
            qualified,
            run,
            threads,
            maxFailures(),
            context.broadcast(new SerializableConfiguration(configuration)));
    JavaRDD<String> results =
        context
            .parallelize(videos, videos.size())
            .map(task)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      // The sounds are made here, by a job without SQL: SQL tasks may get a class loader of their
      // own, and native libraries load into one class loader only.
      results.count();
      writeTable(results, videos.size(), folder);
    } finally {
      results.unpersist(false);
      folder.storage().deleteParts();
    }
    return spark.read().schema(Result.COLUMNS).parquet(folder.table().toString());
  }

  /** A result that was lost with its executor is read from its record, not made again. */
  private void writeTable(JavaRDD<String> results, int rows, OutputFolder folder)
      throws IOException {
    Path part = folder.storage().newPart();
    spark
        .read()
        .schema(Result.COLUMNS)
        .json(spark.createDataset(results.rdd(), Encoders.STRING()))
        .coalesce(1 + rows / ROWS_A_FILE)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(part.toString());
    folder.storage().rename(part, folder.table());
  }

  /** Attempts that Spark grants a task; in local mode there is no second one. */
  private int maxFailures() {
    return context.isLocal() ? 1 : context.getConf().getInt("spark.task.maxFailures", 4);
  }
}
