package dev.foley.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.StringJoiner;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The part of this process's class path that a cluster does not have, as {@code spark.jars}. */
final class UserJars {
  private UserJars() {}

  /**
   * Collects it.
   *
   * @param folder for jars of those entries that are folders
   */
  static String collect(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path cluster = Path.of(System.getenv("SPARK_HOME"), "jars");
    StringJoiner jars = new StringJoiner(",");
    int packed = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve("classes-" + packed++ + ".jar");
        pack(path, jar);
        jars.add("local:" + jar);
      } else if (Files.exists(path) && !Files.exists(cluster.resolve(path.getFileName()))) {
        jars.add("local:" + path);
      }
    }
    return jars.toString();
  }

  /** Deletes what Spark's workers leave: a copy of all jars for each executor that ever lived. */
  static void deleteCopies() throws IOException {
    try (var files = Files.walk(Path.of(System.getenv("SPARK_HOME"), "work"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
