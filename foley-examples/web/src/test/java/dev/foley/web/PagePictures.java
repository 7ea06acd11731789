package dev.foley.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/**
 * Takes the pictures for docs/web-studio.md of a studio that runs and has made something: {@code
 * PagePictures http://127.0.0.1:7860/ docs/images}.
 */
final class PagePictures {
  private PagePictures() {}

  public static void main(String[] args) {
    try (Chromium chromium = Chromium.launch()) {
      Browser.NewContextOptions desktop =
          new Browser.NewContextOptions().setViewportSize(1200, 860);
      take(chromium, args, "web-desktop", desktop);
      take(chromium, args, "web-dark", desktop.setColorScheme(ColorScheme.DARK));
      desktop.setColorScheme(ColorScheme.LIGHT);
      take(chromium, args, "web-chinese", desktop.setLocale("zh-CN"));
      take(
          chromium,
          args,
          "web-phone",
          new Browser.NewContextOptions()
              .setViewportSize(390, 844)
              .setDeviceScaleFactor(1)
              .setHasTouch(true)
              .setIsMobile(true));
    }
  }

  private static void take(
      Chromium chromium, String[] args, String name, Browser.NewContextOptions options) {
    try (BrowserContext context = chromium.browser().newContext(options)) {
      Page page = context.newPage();
      page.navigate(args[0]);
      page.locator("#takes-list li").first().waitFor();
      page.locator("#time").waitFor(new Locator.WaitForOptions().setTimeout(10_000));
      while (!Boolean.TRUE.equals(
          page.evaluate("document.querySelector('video').readyState > 1"))) {
        page.waitForTimeout(50);
      }
      page.evaluate("document.getElementById('video').currentTime = 1.35");
      page.locator("#again").click();
      page.waitForTimeout(1200);
      page.screenshot(
          new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(args[1], name + ".png")));
    }
  }
}
