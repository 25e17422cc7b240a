package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

class BrowserIT {
  @Test
  void drawsAPage() throws Exception {
    try (Browser browser = Browser.open()) {
      browser.driver().get("data:text/html,<h1>Tarn</h1>");
      assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo("Tarn");
    }
  }
}
