package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** The page as a reader sees it, in Chromium. */
@ExtendWith(SharedLake.class)
class PageIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TITLE = "main h1";

  private static Browser browser;

  private final Lake lake;

  PageIT(Lake lake) {
    this.lake = lake;
  }

  @BeforeAll
  static void openBrowser() throws Exception {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void signIn() {
    lake.demo();
    browser.driver().get(lake.signInLink());
    awaitText("main", "Open University");
  }

  @AfterEach
  void nothingWasComplainedOf() {
    assertThat(browser.complaints()).isEmpty();
  }

  private void open(String address) {
    browser.driver().get(lake.url() + address);
  }

  private static WebElement find(String selector) {
    return find(By.cssSelector(selector));
  }

  private static WebElement find(By what) {
    return patience().until(() -> browser.driver().findElement(what), Objects::nonNull);
  }

  private static ConditionFactory patience() {
    return await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class);
  }

  /** Waits until an element is there that contains the text. */
  private static void awaitText(String selector, String text) {
    patience()
        .untilAsserted(() -> assertThat(texts(selector)).anyMatch(shown -> shown.contains(text)));
  }

  private static List<String> texts(String selector) {
    return browser.driver().findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  /** Waits until every tile of the dashboard has its data. */
  private static void awaitTiles() {
    patience()
        .untilAsserted(
            () ->
                assertThat(browser.driver().findElements(By.cssSelector("[data-tile]")))
                    .isNotEmpty()
                    .allMatch(tile -> "false".equals(tile.getDomAttribute("aria-busy"))));
  }

  @Test
  void theSignInLinkOpensTheDashboardsAndLeavesNoKeyInTheAddress() {
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(lake.url() + "/");
    assertThat(find("nav [aria-current]").getText()).isEqualTo("Dashboards");
  }

  @Test
  void aDashboardIsDrawnWithTheRightNumbers() {
    find("main a[href='/dashboards/oulad']").click();
    awaitTiles();
    assertThat(find("[data-tile=registrations] .big-number").getText()).isEqualTo("32,593");
    assertThat(find("[data-tile=students] .big-number").getText()).isEqualTo("28,785");
    for (String tile :
        List.of("results_by_module", "clicks_by_week", "scores", "withdrawals", "activity_types")) {
      By marks = By.cssSelector("[data-tile=" + tile + "] svg .mark-rect path");
      patience()
          .untilAsserted(
              () -> assertThat(browser.driver().findElements(marks)).hasSizeGreaterThan(5));
    }
  }

  @Test
  void aChoiceChangesTheNumbersAndTheAddress() {
    open("/dashboards/oulad");
    awaitTiles();
    find(By.xpath("//select[@id='parameter-module']/option[.='EEE']")).click();
    awaitText("[data-tile=registrations] .big-number", "2,934");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/dashboards/oulad?module=EEE");
    browser.driver().navigate().refresh();
    awaitText("[data-tile=registrations] .big-number", "2,934");
  }

  @Test
  void newDataShowsItselfWithoutAReload() {
    Person editor = new Person(lake, "editor");
    editor.load("live", "counted", "a.csv", "a\n1\n", "mode=overwrite");
    editor
        .request()
        .contentType("application/json")
        .body(
            """
            {"id":"live","title":"Live","database":"live","tiles":[{"id":"n","title":"Rows",
             "sql":"SELECT count(*) AS n FROM counted","chart":{"type":"number"},
             "place":{"x":0,"y":0,"width":4,"height":2}}]}
            """)
        .put("/api/v1/dashboards/live");
    open("/dashboards/live");
    awaitText("[data-tile=n] .big-number", "1");
    editor.load("live", "counted", "b.csv", "a\n2\n3\n");
    awaitText("[data-tile=n] .big-number", "3");
  }

  @Test
  void sqlRunsFromTheKeyboard() {
    write("SELECT count(*) AS registrations FROM oulad.studentinfo");
    awaitText(".results", "32593");
    assertThat(browser.driver().getCurrentUrl()).contains("/sql?query=");
  }

  @Test
  void aMistakeInSqlIsShownAtItsPlace() {
    write("SELECT code_module,\n  count(*)\nFORM oulad.studentinfo");
    awaitText("#sql-problem", "The SQL is not well formed");
    awaitText("#sql-problem", "line 3");
    assertThat(find(".editor-lines .wrong").getText()).isEqualTo("3");
    assertThat(browser.complaints())
        .allMatch(each -> each.contains("/api/v1/queries") && each.contains("status of 400"));
  }

  private void write(String sql) {
    open("/sql");
    WebElement editor = find(".editor textarea");
    editor.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    editor.sendKeys(sql);
    editor.sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
  }

  @Test
  void aFileIsUploadedAndLookedAt(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("Gipfel 2026.csv");
    Files.writeString(file, "Gipfel,Höhe\nMönch,4107\nEiger,3967\nJungfrau,4158\n");
    open("/upload");
    find("input[data-choose=files]").sendKeys(file.toString());
    WebElement database = find("#database");
    database.sendKeys(Keys.chord(Keys.CONTROL, "a"), "page");
    find("button[type=submit]").click();
    awaitText(".upload", "3 rows in.");
    find(".load-done a").click();
    awaitText("main", "Jungfrau");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/data/page/gipfel_2026");
  }

  @Test
  void aRejectedFileSaysWhatIsWrongAndWhere(@TempDir Path temp) throws IOException {
    Path file = temp.resolve("broken.csv");
    Files.writeString(file, "a,b\n1,2\n3,4,5\n");
    open("/upload");
    find("input[data-choose=files]").sendKeys(file.toString());
    find("button[type=submit]").click();
    awaitText(".upload .load-failed", "line 3");
  }

  @Test
  void theLanguageIsChosenAndKept() {
    open("/");
    find("select[aria-label=Language] option[value=ko]").click();
    awaitText(TITLE, "대시보드");
    browser.driver().navigate().refresh();
    awaitText(TITLE, "대시보드");
    find("select option[value=en]").click();
    awaitText(TITLE, "Dashboards");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/dashboards/oulad",
        "/data",
        "/data/oulad",
        "/data/oulad/studentinfo",
        "/upload",
        "/sql",
        "/activity",
        "/activity/queries",
        "/settings"
      })
  void everyViewIsAccessible(String address) throws IOException {
    open(address);
    find(TITLE);
    if (address.startsWith("/dashboards")) {
      awaitTiles();
    }
    assertThat(violations()).isEmpty();
  }

  /** What axe finds against WCAG 2 A and AA, by rule. */
  private static Map<String, Object> violations() throws IOException {
    browser
        .driver()
        .executeScript(
            Files.readString(
                Checkout.root()
                    .resolve("viz-gateway/src/main/webui/node_modules/axe-core/axe.min.js")));
    @SuppressWarnings("unchecked")
    Map<String, Object> found =
        (Map<String, Object>)
            browser
                .driver()
                .executeAsyncScript(
                    """
                    const done = arguments[arguments.length - 1];
                    axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then((result) =>
                      done(Object.fromEntries(result.violations.map((each) =>
                        [each.id, each.nodes.map((node) => node.html)]))));
                    """);
    return found;
  }

  @ParameterizedTest
  @CsvSource({"390,844", "768,1024", "1280,900"})
  void noViewIsWiderThanItsWindow(int width, int height) {
    browser.resize(width, height);
    try {
      for (String address :
          List.of("/", "/dashboards/oulad", "/data/oulad/studentinfo", "/upload", "/sql")) {
        open(address);
        find(TITLE);
        Object wider =
            browser
                .driver()
                .executeScript(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).as(address).isEqualTo(0L);
      }
    } finally {
      browser.resize(1280, 900);
    }
  }
}
