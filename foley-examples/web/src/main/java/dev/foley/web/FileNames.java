package dev.foley.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Names clients give their files: shown, and proposed for downloads, but never used as paths. */
final class FileNames {
  private static final int MAX_CHARS = 120;
  private static final Set<String> EXTENSIONS =
      Set.of("mp4", "m4v", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "wmv", "flv", "ogv", "ts");

  private FileNames() {}

  /** One line of readable text: folders, control and direction characters are dropped. */
  static String shown(String clientName) {
    String name = clientName == null ? "" : clientName;
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.SURROGATE)
        .limit(MAX_CHARS)
        .forEach(kept::appendCodePoint);
    String shown = kept.toString().strip();
    return shown.isEmpty() ? "video" : shown;
  }

  /** The extension under which an upload is stored: a known one, or {@code bin}. */
  static String extension(String clientName) {
    String name = clientName == null ? "" : clientName.toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return EXTENSIONS.contains(extension) ? extension : "bin";
  }

  /** The name without its extension, for results: {@code clip.mp4} gives {@code clip}. */
  static String stem(String shownName) {
    int dot = shownName.lastIndexOf('.');
    return dot > 0 ? shownName.substring(0, dot) : shownName;
  }

  /** A Content-Disposition that saves under a name, for old and new browsers (RFC 6266). */
  static String attachment(String name) {
    String ascii = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded(name);
  }

  /** A name as one segment of a URI. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
