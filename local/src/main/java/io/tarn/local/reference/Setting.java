package io.tarn.local.reference;

/**
 * One key of the configuration.
 *
 * @param key its full name; {@code <name>} stands for a part that the operator chooses
 * @param type what its value is, with unit and range
 * @param otherwise its default, in Markdown
 * @param text what it does, in Markdown
 */
record Setting(String key, String type, String otherwise, String text) {
  String row(String services) {
    return "| `%s` | %s | %s | %s | %s |".formatted(key, type, otherwise, services, text);
  }
}
