package io.tarn.gateway.page;

import java.util.List;

/**
 * The HTML of the pages about problems. Their texts are the house's own: nothing comes from
 * outside.
 */
final class ProblemPage {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>%s · Tarn</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <style>
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; line-height: 1.3; }
            h2 { font-size: 1rem; margin: 1.5rem 0 0; }
            p { margin: .25rem 0 0; }
            code { font: .95em ui-monospace, monospace; }
            dt { margin-top: .75rem; }
            dd { margin: 0; }
          </style>
        </head>
        <body>
          <main>
      %s
          </main>
        </body>
      </html>
      """;

  private ProblemPage() {}

  static String of(ProblemText text) {
    String body =
        """
        <h1>%s</h1>
        <p><code>%s</code>, HTTP status %d</p>
        <h2>What it means</h2>
        <p>%s</p>
        <h2>What to do</h2>
        <p>%s</p>
        <h2>If that does not help</h2>
        <p>The answer's <code>detail</code> and <code>errors</code> say what is special to the request; its
        <code>requestId</code> finds the lines of the log. <a href="/problems">All codes</a></p>
        """
            .formatted(
                html(text.title()),
                text.code(),
                text.status(),
                html(text.meaning()),
                html(text.remedy()));
    return FRAME.formatted(html(text.title()), body);
  }

  static String of(List<ProblemText> texts) {
    StringBuilder list = new StringBuilder("<h1>Problems</h1>\n<dl>\n");
    for (ProblemText text : texts) {
      list.append(
          "<dt><a href=\"/problems/%s\"><code>%s</code></a></dt><dd>%s</dd>\n"
              .formatted(text.code(), text.code(), html(text.title())));
    }
    return FRAME.formatted("Problems", list.append("</dl>\n"));
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
