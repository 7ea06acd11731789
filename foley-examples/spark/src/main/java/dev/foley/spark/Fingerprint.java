package dev.foley.spark;

import dev.foley.FoleyGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Identifies an output by everything it depends on: the video, the template, and the library with
 * its weights. Computed on the driver and handed to the executors, so that all of them agree.
 *
 * @param template what is asked for
 * @param library hash of the library's own code and weights
 * @param weights names and sizes of the files of a model folder, as far as the driver sees them
 */
record Fingerprint(RequestTemplate template, String library, String weights)
    implements Serializable {
  private static final int HEX_DIGITS = 32;

  static Fingerprint of(RequestTemplate template) {
    try {
      Path code =
          Path.of(FoleyGenerator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      MessageDigest digest = sha256();
      for (Path file : files(code)) {
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
      }
      return new Fingerprint(template, hex(digest), weights(template));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the library's own code", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 32 hexadecimal digits. */
  String of(Video video) {
    MessageDigest digest = sha256();
    digest.update((this + "\n" + video).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String weights(RequestTemplate template) throws IOException {
    if (template.model().equals(RequestTemplate.EMBEDDED)) {
      return "";
    }
    Path folder = Path.of(template.model());
    StringBuilder text = new StringBuilder();
    for (Path file : files(folder)) {
      text.append(folder.relativize(file)).append(' ').append(Files.size(file)).append('\n');
    }
    return text.toString();
  }

  /** A file, or all files of a folder in the order of their names, or none. */
  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (var found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }
}
