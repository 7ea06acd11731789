/**
 * Sound for many videos on an Apache Spark cluster: {@link dev.foley.spark.FoleySpark} is the
 * command, {@code Batch} the job, {@code VideoTask} what happens to each video on an executor.
 */
package dev.foley.spark;
