package dev.foley.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page and its parts, from memory: a fixed list, so no name can lead anywhere else. */
final class PageRoutes {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json");
  private static final List<String> ASSETS =
      List.of(
          "studio.css",
          "studio.js",
          "api.js",
          "form.js",
          "jobs.js",
          "live.js",
          "result.js",
          "screen.js",
          "takes.js",
          "timeline.js",
          "words.js",
          "icon.svg");

  private final Map<String, byte[]> files = new TreeMap<>();

  PageRoutes() {
    for (String asset : ASSETS) {
      files.put(asset, read("page/" + asset));
    }
  }

  void add(RoutesConfig routes) {
    String page = new String(read("page/index.html"), StandardCharsets.UTF_8);
    byte[] description = read("openapi.json");
    routes.get("/", request -> page(request, page));
    routes.get("/assets/{file}", this::asset);
    routes.get("/api/openapi.json", request -> answer(request, "openapi.json", description));
  }

  private static void page(Context request, String page) {
    String language = language(request.header("Accept-Language"));
    request.header("Vary", "Accept-Language").header("Content-Language", language);
    String localized = page.replace("<html lang=\"en\">", "<html lang=\"" + language + "\">");
    answer(request, "index.html", localized.getBytes(StandardCharsets.UTF_8));
  }

  /** Chinese if the browser's user prefers it to English. */
  static String language(String accepted) {
    try {
      for (Locale.LanguageRange range :
          Locale.LanguageRange.parse(accepted == null ? "en" : accepted)) {
        String language = range.getRange().split("-", 2)[0];
        if (language.equals("zh") || language.equals("en")) {
          return language;
        }
      }
    } catch (IllegalArgumentException malformed) {
      // Nobody is turned away for a header.
    }
    return "en";
  }

  private void asset(Context request) {
    String name = request.pathParam("file");
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw Problem.notFound("file");
    }
    answer(request, name, bytes);
  }

  private static void answer(Context request, String name, byte[] bytes) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    request.contentType(TYPES.get(extension)).result(bytes);
  }

  private static byte[] read(String resource) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
