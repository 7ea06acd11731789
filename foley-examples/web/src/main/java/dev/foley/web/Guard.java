package dev.foley.web;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides who may talk to the studio, and tells browsers what its pages may do.
 *
 * <p>A page of another site must not drive a studio on the user's own machine. Two doors are shut:
 * requests addressed to an unknown host name (DNS rebinding makes a foreign name point here; plain
 * addresses cannot be rebound), and requests that another site's page sends (browsers say so in
 * Origin and Sec-Fetch-Site).
 */
final class Guard {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Set<String> names;

  /**
   * Makes a guard.
   *
   * @param names host names besides {@code localhost}, lower case
   */
  Guard(Set<String> names) {
    this.names = names;
  }

  /** Lets a request pass, or throws. */
  void check(Context request) {
    headers(request);
    String host = request.header("Host");
    if (!isKnown(host)) {
      throw new Problem(
          421, "unknown_host", "This studio is not called " + host + "; see --allow-host.");
    }
    String origin = request.header("Origin");
    boolean foreign = origin != null && !isSame(origin, host);
    String site = request.header("Sec-Fetch-Site");
    boolean page = request.path().equals("/");
    boolean crossing = site != null && !site.equals("same-origin") && !site.equals("none");
    // A link to the page itself may stand anywhere.
    if (foreign || (crossing && !page)) {
      throw new Problem(403, "foreign_origin", "Pages of other sites may not use this studio.");
    }
  }

  private static void headers(Context request) {
    request.header("Content-Security-Policy", PAGE_POLICY);
    request.header("X-Content-Type-Options", "nosniff");
    request.header("Referrer-Policy", "no-referrer");
    request.header("Cross-Origin-Resource-Policy", "same-origin");
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    request.header("Cache-Control", "no-store");
  }

  private boolean isKnown(String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    String host = hostHeader.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return host.equals("localhost") || names.contains(host) || ADDRESS.matcher(host).matches();
  }

  private static boolean isSame(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}
