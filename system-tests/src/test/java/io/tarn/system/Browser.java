package io.tarn.system;

import io.tarn.system.Checkout.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of the system's packages, driven by Selenium; closed by the test. On Debian
 * and its kin the packages are installed if they are absent and this is root.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVER = List.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser with an empty profile and a window of 1280 × 900. */
  public static Browser open() throws IOException, InterruptedException {
    if (found(CHROMIUM).isEmpty() || found(DRIVER).isEmpty()) {
      install();
    }
    Path chromium = found(CHROMIUM).orElseThrow(Browser::missing);
    Path chromedriver = found(DRIVER).orElseThrow(Browser::missing);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--lang=en-US");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().window().setSize(new Dimension(1280, 900));
    return new Browser(driver);
  }

  /** Sets the size of what shows the page. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the browser's console complained of since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The driver, for everything that Selenium can do. */
  public ChromeDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<Path> found(List<String> places) {
    return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  private static void install() throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root") || found(aptGet()).isEmpty()) {
      throw missing();
    }
    run("apt-get", "update");
    run("apt-get", "install", "--yes", "--no-install-recommends", "chromium", "chromium-driver");
  }

  private static List<String> aptGet() {
    return List.of("/usr/bin/apt-get");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Output output = Checkout.run(builder);
    if (output.exitCode() != 0) {
      throw new IllegalStateException(
          "%s failed: %s".formatted(String.join(" ", command), output.err()));
    }
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "The browser tests need Chromium and its driver: apt-get install chromium chromium-driver (looked for: %s)."
            .formatted(Stream.concat(CHROMIUM.stream(), DRIVER.stream()).toList()));
  }
}
