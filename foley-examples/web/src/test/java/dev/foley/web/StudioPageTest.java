package dev.foley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.foley.media.humble.VideoWriter.Codec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Skipped, saying so, on a machine without Chromium. */
class StudioPageTest {
  private static final double PATIENCE_MILLIS = 90_000;
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);

  private static Chromium chromium;
  @TempDir private Path temp;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private TestStudio studio;
  private BrowserContext context;

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(Chromium.find().isPresent(), Chromium.MISSING);
    chromium = Chromium.launch();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void enter() throws Exception {
    studio = TestStudio.open();
  }

  /** Every test also checks that the page complained of nothing and asked nobody else. */
  @AfterEach
  void leave() {
    if (context != null) {
      context.close();
    }
    String page = studio.uri("/").toString();
    studio.close();
    assertEquals(List.of(), complaints);
    for (String request : requests) {
      URI uri = URI.create(request);
      boolean own = request.startsWith(page);
      assertTrue(own || uri.getScheme().matches("blob|data"), "the page asked for " + request);
    }
  }

  private Page open(Browser.NewContextOptions options) {
    context = chromium.browser().newContext(options);
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onRequest(request -> requests.add(request.url()));
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // The browser itself reports every answer that is not 2xx; tests ask for some.
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(message.text());
          }
        });
    page.navigate(studio.uri("/").toString());
    assertThat(page.locator("#steps")).not().hasValue("");
    return page;
  }

  private Page open() {
    return open(new Browser.NewContextOptions().setViewportSize(1360, 940).setLocale("en-GB"));
  }

  private static void choose(Page page, Path file) {
    page.locator("#file").setInputFiles(file);
    assertThat(page.locator("#chosen-facts")).containsText("×", SOON);
  }

  private static void generate(Page page, Path file, String prompt) {
    choose(page, file);
    page.getByLabel("Audio Description").fill(prompt);
    page.getByText("Generate", new Page.GetByTextOptions().setExact(true)).click();
  }

  @Test
  void generatesPlaysAndDownloads() throws Exception {
    Page page = open();
    page.getByLabel("Play while it is made").uncheck();
    page.getByLabel("Negative prompt").fill("music");
    page.getByLabel("Steps").fill("2");
    page.getByLabel("Seed", new Page.GetByLabelOptions().setExact(true)).fill("7");
    page.getByLabel("Variants").selectOption("2");
    generate(page, TestVideos.SAMPLES.resolve("bouncing-ball.mp4"), "a bouncing ball");
    assertThat(page.locator("#result-state")).containsText("done", SOON);
    assertThat(page.locator("#result-prompt")).hasText("a bouncing ball");
    assertThat(page.locator("#result-settings")).containsText("seed 7 · 2 steps");
    assertThat(page.locator("#takes-list li")).hasCount(2);
    assertThat(page.locator("#job-list li").first()).containsText("bouncing-ball.mp4");

    until(page, "document.getElementById('video').readyState >= 3");
    assertEquals("", page.evaluate("document.getElementById('video').error?.message ?? ''"));
    page.evaluate("document.getElementById('video').play()");
    until(page, "document.getElementById('video').currentTime > 0.4");
    assertTrue(
        (Integer) page.evaluate("document.getElementById('video').webkitAudioDecodedByteCount") > 0,
        "the video has no sound");
    page.evaluate("document.getElementById('video').pause()");

    Locator timeline = page.getByRole(com.microsoft.playwright.options.AriaRole.SLIDER).first();
    timeline.focus();
    page.keyboard().press("Home");
    page.keyboard().press("PageDown");
    page.keyboard().press("PageUp");
    page.keyboard().press("ArrowRight");
    assertThat(timeline).hasAttribute("aria-valuenow", Pattern.compile("1\\.1\\d"));
    assertTrue(inked(page, "#canvas") > 2000, "nothing is drawn on the timeline");
    assertTrue(inked(page, "#takes-list li:nth-child(2) canvas") > 100, "no small waveform");

    page.getByLabel("Play variant 2").click();
    assertThat(page.getByLabel("Variant 2 is shown")).hasAttribute("aria-pressed", "true");
    until(page, "document.getElementById('video').src.includes('/takes/2/')");
    until(page, "Math.abs(document.getElementById('video').currentTime - 1.1) < 0.1");

    String job = newestJob();
    assertArrayEquals(
        studio.bytes(job + "/takes/1/sound.wav").body(),
        Files.readAllBytes(
            download(page, "Download WAV of variant 1", "bouncing-ball.foley-1.wav")));
    assertTrue(
        Files.size(download(page, "Download MP4 of variant 2", "bouncing-ball.foley-2.mp4"))
            > 9000);
    Path report = download(page, "Download Report of variant 1", "bouncing-ball.foley-1.html");
    assertTrue(Files.readString(report).contains("a bouncing ball"));

    assertEquals(List.of(), violations(page));
    page.getByLabel("Delete bouncing-ball.mp4").first().click();
    assertThat(page.locator("#empty")).isVisible();
    assertEquals(404, studio.get(job).statusCode());
  }

  /** Asks again and again; the page's own policy forbids what waitForFunction does. */
  private static void until(Page page, String condition) {
    long end = System.nanoTime() + (long) (PATIENCE_MILLIS * 1e6);
    while (!Boolean.TRUE.equals(page.evaluate(condition))) {
      assertTrue(System.nanoTime() < end, "not in time: " + condition);
      page.waitForTimeout(50);
    }
  }

  private String newestJob() {
    return "/api/jobs/"
        + studio
            .json("/api/jobs")
            .getAsJsonArray("jobs")
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();
  }

  /** Number of pixels of a canvas that are not transparent. */
  private static int inked(Page page, String canvas) {
    String count =
        "s => { const c = document.querySelector(s);"
            + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }";
    return (Integer) page.evaluate(count, canvas);
  }

  private static Path download(Page page, String label, String expectedName) {
    Download download =
        page.waitForDownload(
            () -> page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).click());
    assertEquals(expectedName, download.suggestedFilename());
    return download.path();
  }

  /** What axe finds against WCAG 2 A and AA, contrast included. */
  private static List<String> violations(Page page) {
    return new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
            .analyze()
            .getViolations()
            .stream()
            .map(StudioPageTest::told)
            .toList();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().get(0).getHtml();
  }

  @Test
  void soundStartsBeforeTheGenerationEnds() {
    Page page = open();
    studio.gate.shut();
    generate(page, TestVideos.SAMPLES.resolve("door-closing.mp4"), "a door");
    assertThat(page.locator("#live-text")).containsText("waiting", SOON);
    assertThat(page.locator("#progress-text"))
        .containsText(Pattern.compile("looking|left|any moment"), SOON);
    studio.gate.admit(1);
    assertThat(page.locator("#live-text")).containsText(Pattern.compile("live, [0-9.]+ s"), SOON);
    assertThat(page.locator("#result-state")).hasText("being made");
    assertThat(page.locator("#progress-text"))
        .containsText(Pattern.compile("left|any moment"), SOON);
    assertThat(page.locator("#bar")).hasAttribute("aria-valuenow", Pattern.compile("[1-9]\\d"));
    until(page, "document.getElementById('video').currentTime > 0.3");
    studio.gate.open();
    assertThat(page.locator("#result-state")).containsText("done", SOON);
    assertThat(page.locator("#takes-list li")).hasCount(1);
    until(page, "document.getElementById('video').src.includes('/takes/1/')");
  }

  @Test
  void cancels() {
    Page page = open();
    studio.gate.shut();
    generate(page, TestVideos.SAMPLES.resolve("door-closing.mp4"), "a door");
    assertThat(page.locator("#result-state")).containsText("being made", SOON);
    page.getByText("Generate", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#result-state")).hasText("waiting");
    assertThat(page.locator("#progress-text")).hasText("waiting, 1 before it");
    page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#result-state")).hasText("cancelled");
    page.getByLabel("Cancel door-closing.mp4").click();
    assertThat(page.locator("#job-list li").nth(1)).containsText("cancelled", SOON);
    assertThat(page.locator("#cancel")).isHidden();
  }

  @Test
  void believesAnEventThatOvertookTheAnswerToAnOrder() {
    Page page = open();
    studio.gate.shut();
    page.route(
        "**/api/jobs",
        route -> {
          APIResponse answer = route.fetch();
          assertThat(page.locator("#job-list li")).containsText("being made", SOON);
          String early = answer.text().replaceFirst("\"state\":\"\\w+\"", "\"state\":\"queued\"");
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(early));
        });
    generate(page, TestVideos.SAMPLES.resolve("door-closing.mp4"), "a door");
    assertThat(page.locator("#result-state")).hasText("being made");
    studio.gate.open();
    assertThat(page.locator("#result-state")).containsText("done", SOON);
  }

  @Test
  void tellsInWordsWhatIsWrongWithAFile() throws Exception {
    Path bad = Files.writeString(temp.resolve("holiday.mp4"), "not a video at all");
    Page page = open();
    page.getByText("Generate", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#form-error")).hasText("Choose a video first.");
    page.locator("#file").setInputFiles(bad);
    assertThat(page.locator("#file-error")).containsText("cannot be read as a video", SOON);
    assertThat(page.locator("#file-error")).containsText("holiday.mp4");
    choose(page, TestVideos.SAMPLES.resolve("door-closing.mp4"));
    assertThat(page.locator("#file-error")).isHidden();
    page.getByLabel("Steps").fill("0");
    page.getByText("Generate", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#form-error")).containsText("steps must be a number from 1 to 1000");
    assertThat(page.locator("#steps")).isFocused();
  }

  @Test
  void showsStillsWhereTheBrowserLacksTheCodec() {
    Path avi = TestVideos.write(temp.resolve("old.avi"), Codec.MPEG4, 96, 64, 40);
    Page page = open();
    page.getByLabel("Play while it is made").uncheck();
    generate(page, avi, "knocks");
    assertThat(page.locator("#result-state")).containsText("done", SOON);
    assertThat(page.locator("#still")).isVisible();
    assertThat(page.locator("#screen-note")).containsText("stills follow the sound");
    until(page, "document.getElementById('audio').readyState >= 3");
    page.evaluate("document.getElementById('audio').play()");
    assertThat(page.locator("#still"))
        .hasAttribute("aria-label", Pattern.compile("picture at [01]\\.[1-9].*"));
    complaints.clear(); // Chromium says on the console that it lacks the codec.
  }

  @Test
  void speaksChineseInTheDarkOnAPhone() {
    Page page =
        open(
            new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setIsMobile(true)
                .setHasTouch(true)
                .setColorScheme(ColorScheme.DARK)
                .setLocale("zh-CN"));
    assertThat(page.locator("html")).hasAttribute("lang", "zh");
    assertThat(page.locator("#generate")).hasText("生成");
    page.locator("#generate").click();
    assertThat(page.locator("#form-error")).hasText("请先选择视频。");
    assertEquals(List.of(), violations(page));
    String overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assertEquals(0, page.evaluate(overflow));
    String ground = "getComputedStyle(document.body).backgroundColor";
    Object dark = page.evaluate(ground);
    page.locator("#theme").click();
    assertTrue(!dark.equals(page.evaluate(ground)), "the theme did not change");
    page.locator("#language").click();
    assertThat(page.locator("#generate")).hasText("Generate");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertEquals(List.of(), violations(page));
  }
}
